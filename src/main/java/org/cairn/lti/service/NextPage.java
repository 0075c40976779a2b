package org.cairn.lti.service;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.complaint.Complaint;
import org.cairn.net.Outbound;
import org.cairn.net.Servers;

/** Finds the next page in a {@code Link} header (RFC 8288), also as Moodle writes it: with curly quotes and {@code &amp;}. */
public final class NextPage {

    private static final Pattern LINK = Pattern.compile("<([^<>]*)>([^<]*)");
    // a header is read as Latin-1, so that curly quotes in UTF-8 arrive as three odd characters each
    private static final Pattern NEXT =
            Pattern.compile(";\\s*rel\\s*=\\s*[^\\p{Alnum};,]*next[^\\p{Alnum}]*(;|,|$)", Pattern.CASE_INSENSITIVE);

    private NextPage() {}

    /**
     * Returns where the next page is, if there is one.
     *
     * @throws ServiceRefused when it is on another server than this page: that one shall not see our token
     */
    public static Optional<URI> after(URI page, Outbound.Answer answer) throws ServiceRefused {
        for (String header : answer.all("link")) {
            Matcher link = LINK.matcher(header);
            while (link.find()) {
                if (NEXT.matcher(link.group(2).strip()).find()) {
                    return Optional.of(resolved(page, link.group(1).replace("&amp;", "&")));
                }
            }
        }
        return Optional.empty();
    }

    private static URI resolved(URI page, String link) throws ServiceRefused {
        URI next;
        try {
            next = page.resolve(link.strip());
        } catch (IllegalArgumentException e) {
            throw new ServiceRefused(ServiceRefused.Reason.UNUSABLE, Complaint.of("page.no-url", page.getHost()));
        }
        if (!Servers.isSame(page, next)) {
            throw new ServiceRefused(ServiceRefused.Reason.NOT_ALLOWED, Complaint.of("page.elsewhere", page.getHost()));
        }
        return next;
    }
}
