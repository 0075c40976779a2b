package org.cairn.ingest.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.cairn.TestDatabase;
import org.cairn.database.Dialect;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.inbox.KeptMessages;
import org.cairn.ingest.xapi.Search.Found;
import org.cairn.ingest.xapi.terms.TestTerms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What statements can be found by is written down, bounded, thrown away and made anew; lists find the same all the while. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class KeptTermsTests extends SearchedFeed {

    KeptTermsTests(TestDatabase kind) {
        super(kind);
    }

    @Test
    void whatIsWorkedOffWhileTheFeedIsReadIsSeenAsWell() throws Exception {
        terms.begin(feed);
        String one = id();
        store(statement(one, RARE, "did", about("mission")));
        assertThat(count()).isPositive();
        long before = count();

        terms.read(feed);

        assertThat(count()).isEqualTo(before);
        assertThat(ids(found("agent", RARE))).containsExactly(one);
    }

    @Test
    void feedsThatNobodyAsksKeepNoTerms() throws Exception {
        store(statement(id(), RARE, "did", about("mission")));

        assertThat(count()).isZero();
    }

    @Test
    void termsThatWereThrownAwayAreMadeAnew() throws Exception {
        String one = id();
        store(statement(one, RARE, "did", about("mission")));
        terms.read(feed);
        assertThat(count()).isPositive();

        terms.forget(institution);

        assertThat(count()).isZero();
        assertThat(ids(found("agent", RARE))).containsExactly(one);
        terms.read(feed);
        assertThat(count()).isPositive();
        assertThat(ids(found("agent", RARE))).containsExactly(one);
    }

    @Test
    void afterSomethingWasMissedAllIsReadUntilItWasReadAnew() throws Exception {
        String one = id();
        store(statement(one, RARE, "did", about("mission")));
        terms.read(feed);
        node.database.jdbc().sql("delete from xapi_term").update();

        terms.bystander.missed(feed);

        assertThat(ids(found("agent", RARE))).containsExactly(one);
        terms.read(feed);
        assertThat(count()).isPositive();
        assertThat(ids(found("agent", RARE))).containsExactly(one);
    }

    /** The same messages, but something happens when one of these is asked for. */
    private KeptMessages around(String method, Consumer<Feed> happens) {
        KeptMessages kept = node.kept(rows);
        return (KeptMessages) Proxy.newProxyInstance(
                KeptMessages.class.getClassLoader(), new Class<?>[] {KeptMessages.class}, (self, called, arguments) -> {
                    if (called.getName().equals(method)) {
                        happens.accept((Feed) arguments[0]);
                    }
                    return called.invoke(kept, arguments);
                });
    }

    @Test
    void whereTermsAreThrownAwayInTheMiddleOfAListNothingIsMissing() throws Exception {
        String one = id();
        store(statement(one, RARE, "did", about("mission")));
        terms.read(feed);
        KeptMessages disturbed = around("waiting", any -> terms.forget(institution));
        TestTerms same = new TestTerms(rows, disturbed, StatementIds::key);
        Search search = new Search(disturbed, same.candidates, node.evidence.log());

        Found found = search.all(feed, Query.of(Map.of("agent", RARE)));

        assertThat(count()).isZero();
        assertThat(ids(found)).containsExactly(one);
    }

    @Test
    void feedsThatCannotBeReadHoldUpNoOther() throws Exception {
        List<Feed> feeds = new ArrayList<>(List.of(feed));
        for (int i = 0; i < 5; i++) {
            feeds.add(node.feeds.add(feed.platform(), FeedKind.XAPI, null, true));
        }
        TestTerms failing = new TestTerms(
                rows,
                around("behind", one -> {
                    if (!one.id().equals(feed.id())) {
                        throw new IllegalStateException("cannot be read");
                    }
                }),
                StatementIds::key);

        try (AutoCloseable reading = failing.reading(feeds)) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> terms.isRead(feed));
        }
    }

    private static String manyMembers() {
        return IntStream.range(0, 300)
                .mapToObj("{\"mbox\":\"mailto:member%d@example.edu\"}"::formatted)
                .collect(Collectors.joining(",", "{\"objectType\":\"Group\",\"member\":[", "]}"));
    }

    @Test
    void whatCouldBeFoundByVeryMuchIsLookedAtByEveryList() throws Exception {
        String one = id();
        String before = id();
        String after = id();
        terms.read(feed);
        store(statement(before, RARE, "noted", referring(one)));
        clock.advance(Duration.ofSeconds(1));
        store(statement(one, manyMembers(), "did", about("mission")));
        clock.advance(Duration.ofSeconds(1));
        store(statement(after, RARE, "noted", referring(one)));

        assertThat(count()).isLessThan(30);
        assertThat(terms.isRead(feed)).isTrue();
        assertThat(ids(found("agent", "{\"mbox\":\"mailto:member299@example.edu\"}")))
                .containsExactly(after, one, before);
        assertThat(ids(found("verb", "https://example.edu/verbs/did"))).containsExactly(after, one, before);
        assertThat(ids(found("agent", RARE))).containsExactly(after, before);
    }

    @Test
    void whatVeryMuchReferredToBeforeItCameIsNotPassedOnButAllIsReadAnew() throws Exception {
        String one = id();
        String before = id();
        terms.read(feed);
        store(statement(before, RARE, "noted", referring(one)));
        String numbers = Dialect.of(rows) == Dialect.H2 ? "system_range(1, 5001)" : "generate_series(1, 5001)";
        node.database
                .jdbc()
                .sql("insert into xapi_term (institution, feed, term, received_at, dedupe_key)"
                        + " select ?, ?, ?, received_at, 'referring-' || number from inbox_message cross join "
                        + numbers
                        + " as numbers(number)")
                .params(institution.value(), feed.id(), TestTerms.reference(one))
                .update();
        long rowsBefore = count();
        clock.advance(Duration.ofSeconds(1));

        store(statement(one, "{\"mbox\":\"mailto:kim@example.edu\"}", "did", about("mission")));

        assertThat(count()).isLessThan(rowsBefore + 10);
        assertThat(terms.isRead(feed)).isFalse();
        assertThat(ids(found("verb", "https://example.edu/verbs/did"))).containsExactly(one, before);
        terms.read(feed);
        assertThat(ids(found("verb", "https://example.edu/verbs/did"))).containsExactly(one, before);
    }
}
