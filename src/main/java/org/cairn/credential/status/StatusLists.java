package org.cairn.credential.status;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.credential.key.Issuers;
import org.cairn.credential.proof.Contexts;
import org.cairn.credential.proof.DataIntegrity;
import org.cairn.net.PublicUrl;
import org.cairn.platform.InstitutionId;
import org.cairn.vault.Ids;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The status lists of every issuer: entries are given out once, and a list is signed anew when a bit changed. */
@Component
public class StatusLists {

    /** Odd, so that neighbours in time are not neighbours in the list, yet every index comes exactly once. */
    private static final int STRIDE = 40_503;

    private static final int TRIES = 5;

    private final JdbcStatusLists rows;
    private final Issuers issuers;
    private final PublicUrl publicUrl;
    private final Clock clock;

    StatusLists(JdbcStatusLists rows, Issuers issuers, PublicUrl publicUrl, Clock clock) {
        this.rows = rows;
        this.issuers = issuers;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** One credential's place: a list and the index in it. */
    public record Entry(UUID list, int index) {}

    /** Makes every other taker of this institution wait until the caller's transaction ends. */
    public void lock(InstitutionId institution) {
        open(institution);
    }

    /** Gives out so many entries, in the caller's transaction. */
    public List<Entry> take(InstitutionId institution, int count) {
        List<Entry> entries = new ArrayList<>(count);
        while (entries.size() < count) {
            JdbcStatusLists.Open list = open(institution);
            int taken = list.taken();
            while (taken < Bitstring.SIZE && entries.size() < count) {
                entries.add(new Entry(list.id(), scattered(list.id(), taken)));
                taken++;
            }
            rows.taken(list.id(), taken);
        }
        return entries;
    }

    /** Says, in the caller's transaction, that a bit of the list changed. */
    public void changed(UUID list) {
        rows.changed(list);
    }

    /** The signed list as JSON, as it stands now. */
    public Optional<String> document(UUID list) {
        for (int i = 0; i < TRIES; i++) {
            Optional<JdbcStatusLists.Row> row = rows.find(list);
            if (row.isEmpty()) {
                return Optional.empty();
            }
            Optional<String> fresh = row.get().fresh();
            if (fresh.isPresent()) {
                return fresh;
            }
            rows.sign(list, row.get().edition(), signed(row.get()).toString());
        }
        return rows.find(list).map(row -> signed(row).toString());
    }

    /** The members of a credential that point to its entry. */
    public ObjectNode pointer(Entry entry) {
        String url = url(entry.list());
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", url + "#" + entry.index())
                .put("type", "BitstringStatusListEntry")
                .put("statusPurpose", "revocation")
                .put("statusListIndex", Integer.toString(entry.index()))
                .put("statusListCredential", url);
    }

    /**
     * True when the entry is set in that signed list.
     *
     * @throws IllegalArgumentException for a list that cannot be read or has no such entry
     */
    public static boolean isSet(JsonNode list, int index) {
        return Bitstring.isSet(
                list.path("credentialSubject").path("encodedList").asString(""), index);
    }

    private ObjectNode signed(JdbcStatusLists.Row row) {
        String url = url(row.id());
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.putArray("@context").add(Contexts.CREDENTIALS);
        list.put("id", url);
        list.putArray("type").add("VerifiableCredential").add("BitstringStatusListCredential");
        list.put("issuer", issuers.did(row.institution()));
        list.put("validFrom", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        list.putObject("credentialSubject")
                .put("id", url + "#list")
                .put("type", "BitstringStatusList")
                .put("statusPurpose", "revocation")
                .put("encodedList", Bitstring.encode(rows.revoked(row.institution(), row.id())));
        return DataIntegrity.sign(list, issuers.signingKey(row.institution()), clock.instant());
    }

    private JdbcStatusLists.Open open(InstitutionId institution) {
        for (int i = 0; i < TRIES; i++) {
            // read first: a list that somebody adds after this is either seen below or has the same ordinal
            int last = rows.lastOrdinal(institution);
            Optional<JdbcStatusLists.Open> list = rows.lockOpen(institution);
            if (list.isPresent()) {
                return list.get();
            }
            rows.add(institution, Ids.next(), last + 1);
        }
        throw new IllegalStateException("no status list of institution " + institution.value() + " could be opened");
    }

    private String url(UUID list) {
        return publicUrl.of("/status/" + list);
    }

    private static int scattered(UUID list, int number) {
        return Math.floorMod(number * STRIDE + list.hashCode(), Bitstring.SIZE);
    }
}
