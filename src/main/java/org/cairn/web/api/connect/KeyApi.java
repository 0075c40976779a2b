package org.cairn.web.api.connect;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.cairn.lti.ToolKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The keys with which Cairn signs what it says to platforms. */
@RestController
@RequestMapping("/api/keys")
@Tag(name = "Keys")
class KeyApi {

    private final ToolKeys keys;

    KeyApi(ToolKeys keys) {
        this.keys = keys;
    }

    @GetMapping
    @Operation(summary = "The keys that platforms see, newest first")
    List<KeyView> all() {
        return keys.shown().stream().map(KeyView::of).toList();
    }

    @PostMapping("/rotation")
    @Operation(
            summary = "Make the next key",
            description =
                    "It signs after a day, so that platforms know it by then; when there is a next key already, nothing"
                            + " happens. This is done by itself every 90 days. With now=true, for a key that got into wrong hands,"
                            + " a new key signs at once and all others are withdrawn after ten minutes; platforms that fetch keys"
                            + " rarely refuse calls until they do.")
    KeyView rotate(@RequestParam(defaultValue = "false") boolean now) {
        return KeyView.of(now ? keys.rotateNow() : keys.rotate());
    }

    record KeyView(
            String id,
            String state,
            Instant madeAt,
            Instant signsFrom,
            @Nullable Instant leavesAt) {
        static KeyView of(ToolKeys.Key key) {
            return new KeyView(
                    key.id(),
                    key.state().name().toLowerCase(Locale.ROOT),
                    key.madeAt(),
                    key.signsFrom(),
                    key.leavesAt());
        }
    }
}
