package ai.finai.cli.state;

import ai.finai.state.reading.Snapshot;
import ai.finai.state.reading.SnapshotException;
import ai.finai.state.reading.SnapshotReader;
import ai.finai.state.reading.SnapshotTables;
import ai.finai.state.reading.table.Job;
import ai.finai.state.reading.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What reading a snapshot gives.
 *
 * @param rows of all tables, in an order of their own
 * @param problem why there are none; empty where there are
 */
record SnapshotRows(List<String> rows, String problem) {

    static SnapshotRows of(Path snapshot, Path cache) throws IOException {
        try {
            Snapshot at = Snapshot.at(snapshot.toString());
            if (at.job() != Job.AML) {
                return new SnapshotRows(List.of(), "none of the jobs'");
            }
            List<String> rows = new ArrayList<>();
            try (SnapshotTables tables =
                    SnapshotReader.withCache(cache).threads(2).read(at)) {
                for (Table table : tables.tables()) {
                    try (PreparedStatement all =
                                    tables.prepare("SELECT row::VARCHAR FROM " + table.name() + " row ORDER BY 1");
                            ResultSet each = all.executeQuery()) {
                        while (each.next()) {
                            rows.add(table.name() + each.getString(1));
                        }
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return new SnapshotRows(rows, "");
        } catch (SnapshotException e) {
            return new SnapshotRows(List.of(), String.valueOf(e.getMessage()));
        }
    }

    /** The files that a snapshot is made of, its metadata and those that it shares with others included. */
    static List<Path> files(Path snapshot) throws IOException {
        String metadata = Files.readString(snapshot.resolve("_metadata"), StandardCharsets.ISO_8859_1);
        List<Path> all = new ArrayList<>(below(snapshot));
        Path shared = snapshot.resolveSibling("shared");
        if (Files.isDirectory(shared)) {
            below(shared).stream()
                    .filter(file -> metadata.contains(file.getFileName().toString()))
                    .forEach(all::add);
        }
        return all;
    }

    private static List<Path> below(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
