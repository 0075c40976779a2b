package org.cairn.lti.launch;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.cairn.lti.Launch;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.support.RequestDataValueProcessor;

/** Makes every link and form of a page carry the session that the page belongs to. */
class LaunchLinks implements RequestDataValueProcessor {

    @Override
    public String processAction(HttpServletRequest request, String action, String httpMethod) {
        return action;
    }

    @Override
    public String processFormFieldValue(HttpServletRequest request, @Nullable String name, String value, String type) {
        return value;
    }

    @Override
    public @Nullable Map<String, String> getExtraHiddenFields(HttpServletRequest request) {
        Launch launch = launch(request);
        return launch == null ? null : Map.of(SessionFilter.PARAMETER, launch.token());
    }

    @Override
    public String processUrl(HttpServletRequest request, String url) {
        Launch launch = launch(request);
        if (launch == null || !isSessionPage(request.getContextPath(), url) || namesSession(url)) {
            return url;
        }
        int fragment = url.indexOf('#');
        String address = fragment < 0 ? url : url.substring(0, fragment);
        String rest = fragment < 0 ? "" : url.substring(fragment);
        return address + (address.indexOf('?') < 0 ? '?' : '&') + SessionFilter.PARAMETER + '=' + launch.token() + rest;
    }

    private static @Nullable Launch launch(HttpServletRequest request) {
        return (Launch) request.getAttribute(SessionFilter.LAUNCH);
    }

    /** Only our own session pages get the key: it may be a secret. */
    private static boolean isSessionPage(String contextPath, String url) {
        if (!url.startsWith(contextPath + "/")) {
            return false;
        }
        int end = contextPath.length() + 1;
        while (end < url.length() && "/?#;".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String room = url.substring(contextPath.length() + 1, end);
        return room.equals("student") || room.equals("instructor") || room.equals("admin");
    }

    private static boolean namesSession(String url) {
        return url.contains("?launch=") || url.contains("&launch=");
    }
}
