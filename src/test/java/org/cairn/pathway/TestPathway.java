package org.cairn.pathway;

import java.time.Clock;
import java.util.UUID;
import org.cairn.TestBadges;
import org.cairn.TestDatabase;
import org.cairn.evidence.TestEvidence;
import org.cairn.lti.CourseCopied;
import org.cairn.lti.CourseId;
import org.cairn.lti.TestLti;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The doors of this room on a test database, without starting the application; other rooms' tests use it too. */
public record TestPathway(
        TestDatabase.Fresh database, TestLti lti, TestEvidence.Storage evidence, Pathways pathways, Clock clock) {

    public static TestPathway on(TestDatabase.Fresh database, Clock clock) {
        return on(database, TestLti.on(database), TestEvidence.on(database), clock);
    }

    public static TestPathway on(TestDatabase.Fresh database, TestLti lti, TestEvidence.Storage evidence, Clock clock) {
        JdbcTemplate template = new JdbcTemplate(database.dataSource());
        JdbcBadges badges = new JdbcBadges(template);
        JdbcBindings bindings = new JdbcBindings(template);
        JdbcCatalogueVersions versions = new JdbcCatalogueVersions(template);
        Pathways pathways = new StoredPathways(
                badges,
                bindings,
                versions,
                new Snapshots(badges, bindings, versions, lti.courses()),
                new Binder(badges, bindings, lti.platforms(), lti.courses()),
                new Embeddings(
                        new JdbcEmbeddings(JdbcClient.create(database.dataSource())), database.transactions(), clock),
                lti.courses(),
                evidence.log(),
                evidence.lookAgain(),
                database.transactions(),
                clock);
        return new TestPathway(database, lti, evidence, pathways, clock);
    }

    /** What tells of embedded badges; the memory of another node, the same table. */
    Embeddings embeddings() {
        return new Embeddings(
                new JdbcEmbeddings(JdbcClient.create(database.dataSource())), database.transactions(), clock);
    }

    /** What copied courses could take over; tell it of copies by {@link #copied}. */
    public Copies copies() {
        return storedCopies();
    }

    /** Tells of a copied course, as a notice or a launch would. */
    public void copied(CourseCopied copied) {
        storedCopies().on(copied);
    }

    private StoredCopies storedCopies() {
        return new StoredCopies(
                new JdbcCopies(new JdbcTemplate(database.dataSource())),
                pathways,
                lti.courses(),
                evidence.activities(),
                database.transactions(),
                clock);
    }

    /** Puts and publishes the badges, and binds the Buffalo ones in the course. */
    public void buffalo(PlatformId platform, String course) {
        InstitutionId institution = platform.institution();
        put(institution, TestBadges.BUFFALO);
        TestBadges.bindings(platform, course).forEach(binding -> pathways.bind(institution, binding));
        TestBadges.BUFFALO_KEYS.forEach(key -> pathways.publish(institution, key));
    }

    public void put(InstitutionId institution, String yaml) {
        try {
            pathways.put(institution, yaml);
        } catch (Pathways.BadDocument e) {
            throw new AssertionError("line " + e.line() + ": " + e.getMessage(), e);
        }
    }

    /** Makes a course known, as its first launch would. */
    public CourseId course(PlatformId platform, String contextId, String ownId) {
        CourseId id = new CourseId(platform.institution(), UUID.randomUUID());
        database.jdbc()
                .sql(
                        "insert into course (institution, id, platform, context_id, own_id, title) values (?, ?, ?, ?, ?, ?)")
                .params(id.institution().value(), id.value(), platform.value(), contextId, ownId, "Course " + ownId)
                .update();
        return id;
    }
}
