package org.cairn;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A browser small enough to see through: it keeps cookies, begins logins, posts what the platform signs, follows
 * redirects within the tool and remembers the session key of the last launch.
 */
public final class TestBrowser {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** An answer of the tool. */
    public record Page(int status, URI url, String body, HttpResponse<String> response) {

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** Returns the session key that the page's address carries. */
        public String launch() {
            return parameters(url.getRawQuery()).getOrDefault("launch", "");
        }
    }

    /** What the tool asked the platform for: the answer to a login initiation. */
    public record Login(Page page, URI authorizationUrl, Map<String, String> parameters) {

        public String state() {
            return parameters.getOrDefault("state", "");
        }

        public String nonce() {
            return parameters.getOrDefault("nonce", "");
        }
    }

    private final TestPlatform platform;
    private final URI tool;
    private final String publicUrl;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private boolean acceptsCookies = true;
    private String launch = "";

    TestBrowser(TestPlatform platform, URI tool, URI publicUrl) {
        this.platform = platform;
        this.tool = tool;
        this.publicUrl = publicUrl.toString();
    }

    public TestBrowser blockingCookies() {
        acceptsCookies = false;
        return this;
    }

    /** Returns the cookies that the browser holds; may be changed. */
    public Map<String, String> cookies() {
        return cookies;
    }

    /** Returns the session key of the last launch. */
    public String launchKey() {
        return launch;
    }

    /** Plays a whole launch: login, the platform's answer, and the first page. */
    public Page launch(TestLaunch message) {
        Login login = login(message);
        return login.state().isEmpty() ? login.page() : follow(answer(login, message));
    }

    /** Begins a login, as the platform's page would. */
    public Login login(TestLaunch message) {
        Map<String, String> parameters = new TreeMap<>(message.loginParameters());
        parameters.putIfAbsent("target_link_uri", publicUrl + "/lti/launch");
        parameters.values().removeIf(value -> value == null);
        return asLogin(post("/lti/login", parameters));
    }

    /** Reads from an answer where it sends the browser, whether by redirect or by its own page. */
    public Login asLogin(Page page) {
        String location = page.header("Location");
        if (location.isEmpty()) {
            Matcher next = Pattern.compile("data-next=\"([^\"]*)\"").matcher(page.body());
            location = next.find() ? next.group(1).replace("&amp;", "&") : "";
        }
        if (location.isEmpty()) {
            return new Login(page, tool, Map.of());
        }
        URI url = URI.create(location);
        return new Login(page, url, parameters(url.getRawQuery()));
    }

    /** Posts what the platform signs in answer to a login; does not follow the redirect. */
    public Page answer(Login login, TestLaunch message) {
        return postLaunch(login.state(), message.sign(login.nonce(), publicUrl));
    }

    /** Posts any state and token, as somebody might. */
    public Page postLaunch(String state, String idToken) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("state", state);
        parameters.put("id_token", idToken);
        return post("/lti/launch", parameters);
    }

    /** Follows redirects within the tool. */
    public Page follow(Page page) {
        Page at = page;
        while (at.status() / 100 == 3 && !at.header("Location").isEmpty()) {
            at = send(
                    HttpRequest.newBuilder(tool.resolve(at.header("Location"))).GET());
            if (!at.launch().isEmpty()) {
                launch = at.launch();
            }
        }
        return at;
    }

    /** Gets a page within the session of the last launch. */
    public Page get(String path) {
        return send(HttpRequest.newBuilder(tool.resolve(withLaunch(path))).GET());
    }

    /** Posts a form of one of our pages within the session of the last launch, as the browser would. */
    public Page submit(String path, Map<String, String> form) {
        Map<String, String> all = new LinkedHashMap<>(form);
        all.putIfAbsent("launch", launch);
        return post(path, all, "Origin", publicUrl, "Sec-Fetch-Site", "same-origin");
    }

    /** Posts a form with these headers and nothing else; does not follow a redirect. */
    public Page post(String path, Map<String, String> form, String... headers) {
        return postRaw(path, encode(form), headers);
    }

    public Page postRaw(String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(tool.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Sends any request with the browser's cookies. */
    public Page send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpRequest built = request.build();
            HttpResponse<String> response = HTTP.send(built, HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Page(response.statusCode(), built.uri(), response.body(), response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public URI at(String path) {
        return tool.resolve(path);
    }

    public static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    public static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query == null ? List.<String>of() : List.of(query.split("&"))) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    private String withLaunch(String path) {
        return launch.isEmpty() || path.contains("launch=")
                ? path
                : path + (path.contains("?") ? "&" : "?") + "launch=" + launch;
    }

    private void keep(String setCookie) {
        if (!acceptsCookies) {
            return;
        }
        String pair = setCookie.split(";", 2)[0];
        String name = pair.substring(0, pair.indexOf('='));
        cookies.remove(name);
        if (!setCookie.contains("Max-Age=0")) {
            cookies.put(name, pair.substring(pair.indexOf('=') + 1));
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
