package org.cairn.ingest.spool;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where messages are kept while the database does not take them.
 *
 * @param home the directory that holds what must outlive the process
 * @param spoolBytes how much room they may take; 0 to keep none
 */
@ConfigurationProperties("cairn")
record SpoolSettings(
        @DefaultValue("cairn-data") Path home,
        @DefaultValue("2GB") DataSize spoolBytes) {}
