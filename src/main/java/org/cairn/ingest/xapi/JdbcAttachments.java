package org.cairn.ingest.xapi;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cairn.ingest.Feed;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the files that came with statements, each once per feed. */
@Component
class JdbcAttachments {

    private static final int PIECE = 512 * 1024;
    private static final int LONGEST_TYPE = 255;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    JdbcAttachments(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    void keep(Feed feed, List<Multipart.File> files) {
        List<Object[]> rows = new ArrayList<>();
        for (Multipart.File file : files) {
            int piece = 0;
            int from = 0;
            do {
                int to = Math.min(file.content().length, from + PIECE);
                rows.add(new Object[] {
                    institution(feed),
                    feed.id(),
                    file.hash(),
                    piece++,
                    file.contentType().length() > LONGEST_TYPE ? "application/octet-stream" : file.contentType(),
                    Arrays.copyOfRange(file.content(), from, to)
                });
                from = to;
            } while (from < file.content().length);
        }
        if (!rows.isEmpty()) {
            template.batchUpdate(
                    "insert into xapi_attachment (institution, feed, sha2, piece, content_type, content)"
                            + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
                    rows);
        }
    }

    /** Notes which statements name which files, so that these go with them. */
    void belong(Feed feed, Map<String, List<String>> hashesByMessage) {
        List<Object[]> rows = new ArrayList<>();
        hashesByMessage.forEach((message, hashes) ->
                hashes.forEach(hash -> rows.add(new Object[] {institution(feed), feed.id(), message, hash})));
        if (!rows.isEmpty()) {
            template.batchUpdate(
                    "insert into xapi_attachment_of (institution, feed, dedupe_key, sha2) values (?, ?, ?, ?)"
                            + " on conflict do nothing",
                    rows);
        }
    }

    /** The file of this hash, if it is there. */
    Optional<Multipart.File> find(Feed feed, String hash) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        List<String> types = new ArrayList<>();
        jdbc.sql("select content_type, content from xapi_attachment"
                        + " where institution = ? and feed = ? and sha2 = ? order by piece")
                .params(institution(feed), feed.id(), hash)
                .query(row -> {
                    types.add(row.getString("content_type"));
                    content.writeBytes(row.getBytes("content"));
                });
        return types.stream().findFirst().map(type -> new Multipart.File(hash, type, content.toByteArray()));
    }

    private static UUID institution(Feed feed) {
        return feed.platform().institution().value();
    }
}
