package org.cairn.web.admin;

import java.util.Locale;
import org.cairn.complaint.Objection;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedAccounts;
import org.cairn.lti.Launch;
import org.cairn.web.Access;
import org.cairn.web.Problem;
import org.cairn.web.Wording;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Says whose events a feed believes. */
@Controller
class FeedAccountsPage {

    private final FeedAccounts accounts;
    private final FeedBook book;
    private final FeedSheet sheet;
    private final Wording wording;

    FeedAccountsPage(FeedAccounts accounts, FeedBook book, FeedSheet sheet, Wording wording) {
        this.accounts = accounts;
        this.book = book;
        this.sheet = sheet;
        this.wording = wording;
    }

    /** What is refused stands there as it was typed. */
    @PostMapping("/admin/feeds/{feed}/accounts")
    String believe(
            Launch launch,
            Locale locale,
            @PathVariable String feed,
            @RequestParam(defaultValue = "") String names,
            Model model) {
        Access.administering(launch);
        Feed own = book.own(launch.institution(), feed);
        if (accounts.of(own).isEmpty()) {
            throw Problem.notFound();
        }
        try {
            return FeedsPage.back(accounts.believe(own, names.lines().toList()), "believed");
        } catch (Objection objection) {
            model.addAttribute("fault", wording.in(locale).complaint(objection.why()));
            model.addAttribute("typed", names);
            return sheet.show(launch, locale, own, "", model);
        }
    }
}
