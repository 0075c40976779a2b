package org.cairn.ingest;

import java.util.List;
import org.cairn.people.Identifier;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;

/** The messages about people whom nobody has told of yet. */
public interface Waiting {

    /** Under which names how many messages of an institution wait, the most first. */
    List<Under> names(InstitutionId institution, int most);

    /** The strongest name that messages have for somebody unknown. */
    record Under(PlatformId platform, Identifier identifier, long messages) {}
}
