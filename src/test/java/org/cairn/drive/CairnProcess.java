package org.cairn.drive;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cairn.FreePort;

/** Cairn in a process of its own, with a home and a port of its own: it can be killed and started again. */
public final class CairnProcess implements AutoCloseable {

    public static final String TOKEN = "a-token-for-a-process-of-its-own-0123456789";

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private final List<String> program;
    private final Path home;
    private final int port = FreePort.next();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<String> machine = new ArrayList<>();
    private Path console;
    private Process process;

    private CairnProcess(List<String> program, Path home) {
        this.program = program;
        this.home = home;
        this.console = home.resolve("console.log");
        settings.put("CAIRN_HOME", home.resolve("data").toString());
        settings.put("CAIRN_PORT", Integer.toString(port));
        settings.put("CAIRN_PUBLIC_URL", "http://127.0.0.1:" + port);
        settings.put("CAIRN_OPERATOR_TOKEN", TOKEN);
    }

    /** The packaged application. */
    public static CairnProcess packaged(Path jar, Path home) {
        return new CairnProcess(List.of("-jar", jar.toString()), home);
    }

    /** The application as it was compiled, without what belongs to the tests. */
    public static CairnProcess compiled(Path home) {
        String path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        return new CairnProcess(List.of("-cp", path, "org.cairn.CairnApplication"), home);
    }

    /** Sets an environment variable for the next start. */
    public CairnProcess with(String variable, String value) {
        settings.put(variable, value);
        return this;
    }

    /** Gives the virtual machine an argument, such as {@code -Xmx256m}, for the next start. */
    public CairnProcess on(String argument) {
        machine.add(argument);
        return this;
    }

    /** Lets it write its log elsewhere. */
    public CairnProcess logging(Path file) {
        console = file;
        return this;
    }

    /** Where it keeps what must outlive it. */
    public Path home() {
        return home.resolve("data");
    }

    public int port() {
        return port;
    }

    /** Starts it and returns when it answers. */
    public CairnProcess start() {
        begin();
        try {
            // on a busy machine, too
            awaitAnswers(Duration.ofSeconds(180));
        } catch (AssertionError late) {
            close();
            throw late;
        }
        return this;
    }

    public void awaitAnswers(Duration atMost) {
        ApiClient.await(atMost, this::answers);
    }

    /** Starts it and does not wait for it. */
    public void begin() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        // such as -XX:StartFlightRecording=…, to see where the time goes
        command.addAll(Arrays.stream(System.getProperty("cairn.jvm", "").split(" "))
                .filter(argument -> !argument.isEmpty())
                .toList());
        command.addAll(machine);
        command.addAll(program);
        try {
            Files.createDirectories(home);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            builder.environment().putAll(settings);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Kills it as {@code kill -9} does, and returns when it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Processor time used since the last start. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** How much memory it has at this moment, where the system tells (Linux); 0 elsewhere. */
    public long residentMegabytes() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException notLinux) {
            return 0;
        }
    }

    /** How much of its heap is in use when all garbage has been collected. */
    public long liveMegabytes() {
        tell("GC.run");
        return Arrays.stream(tell("GC.heap_info").split("\n"))
                .filter(line -> line.contains("heap") || line.contains("generation"))
                .map(USED::matcher)
                .filter(Matcher::find)
                .mapToLong(used -> Long.parseLong(used.group(1)) / 1024)
                .sum();
    }

    private String tell(String what) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process told = new ProcessBuilder(jcmd, Long.toString(process.pid()), what)
                    .redirectErrorStream(true)
                    .start();
            return new String(told.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when it has had next to nothing to do for a second: what it does in its own time is done, too. */
    public void awaitIdle(Duration atMost) {
        ApiClient.await(atMost, () -> {
            Duration before = processorTime();
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            return processorTime().minus(before).toMillis() < 60;
        });
    }

    public Path log() {
        return console;
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("Cairn did not start; its console:\n" + console());
        }
        try (RawHttp http = new RawHttp(port)) {
            return http.get("/actuator/health").ok();
        } catch (IOException notYet) {
            return false;
        }
    }

    private String console() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            return "(none)";
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
