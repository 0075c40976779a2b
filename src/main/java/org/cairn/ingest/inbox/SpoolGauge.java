package org.cairn.ingest.inbox;

import org.cairn.ingest.Spools;
import org.cairn.ingest.spool.Spool;
import org.springframework.stereotype.Component;

/** Tells what lies on disk, and since when the database is away. */
@Component
class SpoolGauge implements Spools {

    private final Spool spool;
    private final Circuit circuit;

    SpoolGauge(Spool spool, Circuit circuit) {
        this.spool = spool;
        this.circuit = circuit;
    }

    @Override
    public Spooled now() {
        Spool.State state = spool.state();
        return new Spooled(
                state.records(),
                state.bytes(),
                state.mostBytes(),
                state.since(),
                state.setAside(),
                circuit.awaySince().orElse(null));
    }
}
