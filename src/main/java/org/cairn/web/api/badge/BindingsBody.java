package org.cairn.web.api.badge;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.cairn.web.api.Body;
import org.cairn.web.api.Checks;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/** One binding, or a list of them: the answer has the same form. */
@JsonDeserialize(using = BindingsBody.OneOrMany.class)
@Schema(implementation = BindingsBody.One.class, description = "one of these, or a list of them")
record BindingsBody(
        @NotEmpty(message = "are missing") @Size(max = 10_000, message = "are more than {max}")
        List<@NotNull(message = Checks.MISSING) @Valid One> bindings,

        boolean list)
        implements Body {

    record One(
            @NotBlank(message = Checks.MISSING) @Size(max = 200, message = Checks.LONG)
            String badge,

            @NotBlank(message = Checks.MISSING) @Size(max = 200, message = Checks.LONG)
            String milestone,

            @NotBlank(message = Checks.MISSING) String platform,

            @NotBlank(message = Checks.MISSING) @Size(max = 255, message = Checks.LONG)
            String course,

            @NotBlank(message = Checks.MISSING) @Size(max = 500, message = Checks.LONG)
            String activity,

            @Schema(type = "string", example = "85%") @Nullable
            Share atLeast) {}

    static final class OneOrMany extends ValueDeserializer<BindingsBody> {
        @Override
        public BindingsBody deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.isExpectedStartArrayToken()) {
                return new BindingsBody(List.of(context.readValue(parser, One.class)), false);
            }
            List<One> all =
                    context.readValue(parser, context.getTypeFactory().constructCollectionType(List.class, One.class));
            return new BindingsBody(all, true);
        }
    }
}
