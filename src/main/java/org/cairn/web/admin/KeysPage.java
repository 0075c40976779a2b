package org.cairn.web.admin;

import java.util.List;
import java.util.Locale;
import org.cairn.lti.Launch;
import org.cairn.lti.ToolKeys;
import org.cairn.web.Access;
import org.cairn.web.Nav;
import org.cairn.web.Ways;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The keys that platforms know us by. All institutions share them, so here one can only bring the next one forward, which
 * disturbs nobody; withdrawing one at once is the operator's.
 */
@Controller
class KeysPage {

    private final ToolKeys keys;
    private final Ways ways;
    private final Wording wording;

    KeysPage(ToolKeys keys, Ways ways, Wording wording) {
        this.keys = keys;
        this.ways = ways;
        this.wording = wording;
    }

    @GetMapping("/admin/keys")
    String keys(Launch launch, Locale locale, @RequestParam(defaultValue = "") String said, Model model) {
        Access.administering(launch);
        Words words = wording.in(locale);
        List<ToolKeys.Key> shown = keys.shown();
        model.addAttribute("nav", Nav.of(launch, "/admin/keys"));
        model.addAttribute("said", said.equals("rotated") ? words.say("keys.said.rotated") : null);
        model.addAttribute("keys", shown.stream().map(key -> view(key, words)).toList());
        model.addAttribute("next", shown.stream().anyMatch(key -> key.state() == ToolKeys.State.NEXT));
        return "admin/keys";
    }

    @PostMapping("/admin/keys/rotate")
    String rotate(Launch launch) {
        Access.administering(launch);
        keys.rotate();
        return "redirect:/admin/keys?said=rotated";
    }

    private KeyView view(ToolKeys.Key key, Words words) {
        return new KeyView(
                key.id(),
                key.state().name().toLowerCase(Locale.ROOT),
                words.say("keys.state." + key.state().name().toLowerCase(Locale.ROOT)),
                words.say("keys.made", words.ago(key.madeAt(), ways.now())),
                words.time(key.signsFrom()),
                key.leavesAt() == null ? null : words.time(key.leavesAt()));
    }

    /** One key, worded. */
    record KeyView(
            String id,
            String state,
            String word,
            String made,
            String signsFrom,
            @Nullable String leaves) {}
}
