package org.cairn.lti.launch;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of logins and of sessions. All are host-bound, hidden from scripts and partitioned by the site that
 * frames us; each login and each session has its own, so that several frames of one page do not disturb each other.
 */
final class Cookies {

    private static final String LOGIN = "__Host-lti-";
    private static final String SESSION = "__Host-cairn-";
    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=None; Partitioned";
    private static final int MOST_LOGINS = 20;
    private static final int MOST_SESSIONS = 10;

    private Cookies() {}

    /** The name by which the browser keeps the secret of one login, as a cookie or in the platform's frame. */
    static String loginName(String state) {
        return LOGIN + Tokens.digest(state).substring(0, 16);
    }

    /** Tells whether the browser returned any cookie of ours: then it will return the next one too. */
    static boolean work(HttpServletRequest request) {
        return !named(request, LOGIN).isEmpty() || !named(request, SESSION).isEmpty();
    }

    static void setLogin(HttpServletRequest request, HttpServletResponse response, String state, String secret) {
        set(response, loginName(state), secret, LoginStates.LIFETIME);
        expireOldest(response, named(request, LOGIN), MOST_LOGINS);
    }

    static @Nullable String login(HttpServletRequest request, String state) {
        return value(request, loginName(state));
    }

    static boolean isReturned(HttpServletRequest request, String name) {
        return value(request, name) != null;
    }

    static void clearLogin(HttpServletResponse response, String state) {
        expire(response, loginName(state));
    }

    static void setSession(
            HttpServletRequest request, HttpServletResponse response, String handle, String secret, Duration lifetime) {
        set(response, SESSION + handle, secret, lifetime);
        expireOldest(response, named(request, SESSION), MOST_SESSIONS);
    }

    static @Nullable String session(HttpServletRequest request, String handle) {
        return value(request, SESSION + handle);
    }

    /** Browsers send the cookies of one path in the order of their making (RFC 6265 section 5.4). */
    private static void expireOldest(HttpServletResponse response, List<String> names, int most) {
        for (int i = 0; i <= names.size() - most; i++) {
            expire(response, names.get(i));
        }
    }

    private static List<String> named(HttpServletRequest request, String prefix) {
        Cookie[] cookies = request.getCookies();
        List<String> names = new ArrayList<>();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().startsWith(prefix)) {
                    names.add(cookie.getName());
                }
            }
        }
        return names;
    }

    private static @Nullable String value(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    private static void set(HttpServletResponse response, String name, String value, Duration lifetime) {
        response.addHeader("Set-Cookie", name + "=" + value + "; Max-Age=" + lifetime.toSeconds() + ATTRIBUTES);
    }

    private static void expire(HttpServletResponse response, String name) {
        response.addHeader("Set-Cookie", name + "=; Max-Age=0" + ATTRIBUTES);
    }
}
