package org.cairn.ingest.canvasapi;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.pull.Source;
import org.cairn.net.Outbound;
import org.cairn.net.Servers;
import org.jspecify.annotations.Nullable;

/** Finds the next page in a {@code Link} header (RFC 8288). */
final class Links {

    private static final Pattern LINK = Pattern.compile("<([^<>]*)>([^<]*)");
    private static final Pattern NEXT =
            Pattern.compile(";\\s*rel\\s*=\\s*\"?next\"?\\s*(;|,|$)", Pattern.CASE_INSENSITIVE);

    /** Where a reading stands is kept, in a column. */
    private static final int LONGEST = 6_000;

    private Links() {}

    /** @throws Source.Refused when it is on another server: that one shall not see the token */
    static @Nullable URI next(URI page, Outbound.Answer answer) throws Source.Refused {
        for (String header : answer.all("link")) {
            Matcher link = LINK.matcher(header);
            while (link.find()) {
                if (NEXT.matcher(link.group(2).strip()).find()) {
                    return resolved(page, link.group(1).strip());
                }
            }
        }
        return null;
    }

    private static URI resolved(URI page, String link) throws Source.Refused {
        if (link.length() > LONGEST) {
            throw new Source.Refused(Source.Reason.UNUSABLE, Complaint.of("canvas.link-too-long"));
        }
        URI next;
        try {
            next = page.resolve(link);
        } catch (IllegalArgumentException e) {
            throw new Source.Refused(Source.Reason.UNUSABLE, Complaint.of("canvas.link-no-url"));
        }
        if (!Servers.isSame(page, next)) {
            throw new Source.Refused(Source.Reason.UNUSABLE, Complaint.of("canvas.link-elsewhere"));
        }
        return next;
    }
}
