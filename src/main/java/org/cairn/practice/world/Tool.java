package org.cairn.practice.world;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tool that a platform knows.
 *
 * @param number the platform's own number for it; Moodle makes its deployment id of it
 * @param claims what it asked to be told of people
 * @param privacy how much it is told of them: {@code public} or {@code anonymous}
 * @param custom its custom parameters, not yet expanded
 * @param on false until an administrator has turned it on
 * @param placed false until it can be seen: installed in a Canvas, in a Moodle's activity chooser
 * @param deployment the id of its installation; null before there is one
 */
public record Tool(
        String clientId,
        long number,
        String name,
        String domain,
        String loginUrl,
        List<String> redirectUris,
        String target,
        String jwksUrl,
        List<String> scopes,
        List<String> claims,
        String privacy,
        Map<String, String> custom,
        List<Message> messages,
        boolean on,
        boolean placed,
        @Nullable String deployment) {

    /**
     * One way in which the tool can be launched.
     *
     * @param shown false where a Canvas's teachers put it into the menu of their course themselves
     */
    public record Message(
            String type,
            @Nullable String target,
            @Nullable String label,
            List<String> placements,
            Map<String, String> custom,
            boolean shown) {}

    public static final String OPEN = "LtiResourceLinkRequest";
    public static final String PICK = "LtiDeepLinkingRequest";

    /** The message for this placement, if the tool wants to be seen there. */
    public Optional<Message> at(String placement) {
        return messages.stream()
                .filter(one -> one.placements().contains(placement))
                .findFirst();
    }

    /** The label for this placement. */
    public String label(String placement) {
        return at(placement).map(Message::label).orElse(name);
    }

    /** True when people can launch it. */
    public boolean open() {
        return on && placed;
    }

    /** True for a tool that lets teachers pick content. */
    public boolean picks() {
        return messages.stream().anyMatch(one -> one.type().equals(PICK));
    }

    public boolean has(String scope) {
        return scopes.contains(scope);
    }

    public boolean tellsNames() {
        return "public".equals(privacy);
    }

    public Tool turnedOn() {
        return with(privacy, true, placed, deployment);
    }

    public Tool placedAs(String newDeployment) {
        return with(privacy, on, true, newDeployment);
    }

    public Tool telling(String newPrivacy) {
        return with(newPrivacy, on, placed, deployment);
    }

    private Tool with(String newPrivacy, boolean nowOn, boolean nowPlaced, @Nullable String newDeployment) {
        return new Tool(
                clientId,
                number,
                name,
                domain,
                loginUrl,
                redirectUris,
                target,
                jwksUrl,
                scopes,
                claims,
                newPrivacy,
                custom,
                messages,
                nowOn,
                nowPlaced,
                newDeployment);
    }
}
