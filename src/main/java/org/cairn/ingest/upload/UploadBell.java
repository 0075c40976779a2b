package org.cairn.ingest.upload;

import org.cairn.worker.Bell;
import org.springframework.stereotype.Component;

/** Rings when somebody confirmed what a file says. */
@Component
class UploadBell extends Bell {}
