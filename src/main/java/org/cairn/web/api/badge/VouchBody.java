package org.cairn.web.api.badge;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.cairn.lti.Role;
import org.cairn.web.api.Body;
import org.cairn.web.api.Checks;
import org.jspecify.annotations.Nullable;

/** What somebody vouched for, for one learner or for many. */
record VouchBody(
        @NotEmpty(message = "are missing")
        @Size(max = 1_000, message = "are more than {max}")
        @Schema(description = "ids of learners, as GET /api/learners tells them")
        List<@NotNull(message = Checks.MISSING) String> learners,

        @NotBlank(message = Checks.MISSING) @Size(max = 200, message = Checks.LONG)
        String badge,

        @NotBlank(message = Checks.MISSING) @Size(max = 200, message = Checks.LONG)
        String milestone,

        @NotNull(message = Checks.MISSING) @Valid By by,

        @Nullable
        @Size(max = 2_000, message = Checks.LONG)
        @Schema(description = "a note to a confirmation, or the reason of a waiver")
        String note,

        @Nullable @Size(max = 1_000, message = Checks.LONG) @Schema(description = "https only")
        String link,

        @Nullable @Schema(description = "false to take it back")
        Boolean stands,

        @Nullable @Schema(description = "the same id again is the same word")
        String id)
        implements Body {

    /** Who vouched. */
    record By(
            @NotBlank(message = Checks.MISSING) @Size(max = 200, message = Checks.LONG)
            String name,

            @Nullable Vouches role) {}

    /** As what somebody may vouch. */
    enum Vouches {
        INSTRUCTOR(Role.INSTRUCTOR),
        ADMINISTRATOR(Role.ADMINISTRATOR);

        final Role role;

        Vouches(Role role) {
            this.role = role;
        }
    }

    Role role() {
        Vouches as = by.role();
        return as == null ? Role.INSTRUCTOR : as.role;
    }
}
