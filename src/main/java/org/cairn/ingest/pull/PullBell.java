package org.cairn.ingest.pull;

import org.cairn.worker.Bell;
import org.springframework.stereotype.Component;

/** Rings when somebody wants a course asked about now. */
@Component
class PullBell extends Bell {}
