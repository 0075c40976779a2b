package org.cairn.ingest.xapi.documents;

import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;

/** What documents are about: somebody's work at an activity, somebody, or an activity (Communication 2.3, 2.6, 2.7). */
public record Shelf(
        Kind kind, @Nullable String activity, @Nullable Whose whose) {

    /** The resources that keep documents, and what their documents are named by. */
    public enum Kind {
        STATE("stateId"),
        AGENT_PROFILE("profileId"),
        ACTIVITY_PROFILE("profileId");

        private final String parameter;

        Kind(String parameter) {
            this.parameter = parameter;
        }

        public String parameter() {
            return parameter;
        }
    }

    /** Where one document lies. */
    public record Place(Shelf shelf, @Nullable String registration, String name) {}

    String digest() {
        return Tokens.digest(
                String.join("\n", kind.name(), activity == null ? "" : activity, whose == null ? "" : whose.agent()));
    }
}
