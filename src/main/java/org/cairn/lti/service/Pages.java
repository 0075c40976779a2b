package org.cairn.lti.service;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cairn.complaint.Complaint;

/** Watches that a roster in pages comes to an end. */
final class Pages {

    /** A hundred thousand people, fifty on a page. */
    private static final int MOST = 2_100;

    private final Set<URI> visited = new HashSet<>();
    private List<String> before = List.of();

    /** @throws ServiceRefused when this page was there already, or when there are too many */
    void visit(URI page) throws ServiceRefused {
        if (!visited.add(page)) {
            throw endless(Complaint.of("roster.comes-back"));
        }
        if (visited.size() > MOST) {
            throw endless(Complaint.of("roster.many-pages", MOST));
        }
    }

    /** @throws ServiceRefused when the page has the same people as the one before */
    void contained(List<String> subs) throws ServiceRefused {
        if (visited.size() > 1 && subs.equals(before)) {
            throw endless(Complaint.of("roster.same-people"));
        }
        before = subs;
    }

    private static ServiceRefused endless(Complaint how) {
        return new ServiceRefused(ServiceRefused.Reason.UNUSABLE, how);
    }
}
