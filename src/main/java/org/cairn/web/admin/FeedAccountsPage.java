package org.cairn.web.admin;

import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedAccounts;
import org.cairn.lti.Launch;
import org.cairn.web.Access;
import org.cairn.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Says whose events a feed believes. */
@Controller
class FeedAccountsPage {

    private final FeedAccounts accounts;
    private final FeedBook book;

    FeedAccountsPage(FeedAccounts accounts, FeedBook book) {
        this.accounts = accounts;
        this.book = book;
    }

    @PostMapping("/admin/feeds/{feed}/accounts")
    String believe(Launch launch, @PathVariable String feed, @RequestParam(defaultValue = "") String names) {
        Access.administering(launch);
        Feed own = book.own(launch.institution(), feed);
        if (accounts.of(own).isEmpty()) {
            throw Problem.notFound();
        }
        try {
            return FeedsPage.back(accounts.believe(own, names.lines().toList()), "believed");
        } catch (IllegalArgumentException noName) {
            return FeedsPage.back(own, "accounts-fault");
        }
    }
}
