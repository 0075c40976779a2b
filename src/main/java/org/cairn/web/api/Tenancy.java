package org.cairn.web.api;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cairn.complaint.Complaint;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.platform.Institution;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whose data a call is about: the operator acts for every institution, one at a time. */
@Component
public class Tenancy {

    private final Platforms platforms;
    private final Learners learners;

    Tenancy(Platforms platforms, Learners learners) {
        this.platforms = platforms;
        this.learners = learners;
    }

    /** The institution of that name or id; without one the only one there is. */
    public Institution institution(@Nullable String nameOrId) {
        return nameOrId == null || nameOrId.isBlank() ? theOnlyOne() : named(nameOrId.strip());
    }

    /** The institutions that a listing is about: none yet, the one named, or the only one. */
    public List<Institution> institutions(@Nullable String nameOrId) {
        boolean unnamed = nameOrId == null || nameOrId.isBlank();
        return unnamed && platforms.institutions().isEmpty() ? List.of() : List.of(institution(nameOrId));
    }

    /** The platform of that id, which must belong to the institution if one is named. */
    public Platform platform(String id, @Nullable String institution) {
        Platform platform = uuid(id).flatMap(platforms::find)
                .orElseThrow(() -> ApiProblem.notFound(Complaint.of("api.no-platform", id)));
        if (institution != null && !institution.isBlank()) {
            require(platform.id().institution().equals(institution(institution).id()), "platform", id);
        }
        return platform;
    }

    /** The same, unless it was removed: then it keeps its row, but is none any more. */
    public Platform standing(String id, @Nullable String institution) {
        Platform platform = platform(id, institution);
        return platforms.of(platform.id().institution()).stream()
                .filter(one -> one.id().equals(platform.id()))
                .findFirst()
                .orElseThrow(() -> ApiProblem.notFound(Complaint.of("api.platform-removed", id)));
    }

    /** The learner of that id in the institution. */
    public LearnerId learner(String id, InstitutionId institution) {
        return uuid(id).map(value -> new LearnerId(institution, value))
                .filter(learner -> learners.find(learner).isPresent())
                .orElseThrow(() -> ApiProblem.notFound(Complaint.of("api.no-learner", id)));
    }

    public Institution of(Platform platform) {
        return platforms.institution(platform.id().institution()).orElseThrow();
    }

    private static void require(boolean belongs, String what, String id) {
        if (!belongs) {
            throw ApiProblem.notFound(Complaint.of("api.elsewhere", what, id));
        }
    }

    private Institution theOnlyOne() {
        List<Institution> all = platforms.institutions();
        if (all.isEmpty()) {
            throw ApiProblem.notFound(Complaint.of("api.no-institution-yet"));
        }
        if (all.size() > 1) {
            throw ApiProblem.badRequest(Complaint.of(
                            "api.which-institution",
                            all.size(),
                            all.stream().map(Institution::name).limit(20).collect(Collectors.joining(", "))))
                    .with("field", "institution");
        }
        return all.getFirst();
    }

    private Institution named(String nameOrId) {
        return platforms
                .institutionNamed(nameOrId)
                .or(() -> uuid(nameOrId).map(InstitutionId::new).flatMap(platforms::institution))
                .orElseThrow(() -> ApiProblem.notFound(Complaint.of("api.no-institution", nameOrId)));
    }

    public static Optional<UUID> uuid(String text) {
        try {
            // UUID.fromString takes shortened forms as well, which would be a second name for one thing
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
