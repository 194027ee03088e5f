package ai.finai.cli.input.market;

import ai.finai.events.DeadLetter;
import ai.finai.events.Origin;
import ai.finai.events.RecordReader;
import ai.finai.events.RejectionReason;
import ai.finai.events.market.MarketEvent;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as bytes, while they are sorted. For one run only: the form may change. Not thread-safe. */
public final class EventBytes {

    private static final RejectionReason[] REASONS = RejectionReason.values();
    private static final byte[] NO_KEY = {};

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final DataOutputStream out = new DataOutputStream(bytes);

    byte[] write(MarketEvent event) throws IOException {
        bytes.reset();
        origin(event.origin());
        if (event instanceof PriceBar bar) {
            text(bar.symbol());
            out.writeLong(bar.start());
            out.writeLong(bar.interval());
            out.writeDouble(bar.open());
            out.writeDouble(bar.high());
            out.writeDouble(bar.low());
            out.writeDouble(bar.close());
            out.writeLong(bar.volume());
            text(bar.currency());
        } else if (event instanceof NewsItem news) {
            text(news.id());
            out.writeLong(news.published());
            text(news.headline());
            text(news.body());
            text(news.source());
            out.writeInt(news.symbols().size());
            for (String symbol : news.symbols()) {
                text(symbol);
            }
        } else if (event instanceof Split split) {
            text(split.symbol());
            out.writeLong(split.effective());
            out.writeDouble(split.ratio());
        } else {
            throw new IllegalArgumentException("no form for " + event.getClass());
        }
        return bytes.toByteArray();
    }

    byte[] write(BadRow row) throws IOException {
        DeadLetter letter = row.letter();
        bytes.reset();
        origin(letter.origin());
        text(row.file());
        out.writeInt(letter.reason().ordinal());
        text(letter.sentence());
        out.writeInt(letter.value().length);
        out.write(letter.value());
        out.writeLong(letter.size());
        text(letter.sha256());
        return bytes.toByteArray();
    }

    private void origin(Origin origin) throws IOException {
        text(origin.source());
        out.writeInt(origin.partition());
        out.writeLong(origin.offset());
    }

    private void text(@Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    public static PriceBar bar(byte[] payload) {
        return read(
                payload,
                (in, origin) -> new PriceBar(
                        word(in),
                        in.readLong(),
                        in.readLong(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readLong(),
                        word(in),
                        origin));
    }

    public static NewsItem news(byte[] payload) {
        return read(payload, (in, origin) -> {
            String id = word(in);
            long published = in.readLong();
            String headline = word(in);
            String body = text(in);
            String source = text(in);
            List<String> symbols = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                symbols.add(word(in));
            }
            return new NewsItem(id, published, headline, body, source, symbols, origin);
        });
    }

    public static Split split(byte[] payload) {
        return read(payload, (in, origin) -> new Split(word(in), in.readLong(), in.readDouble(), origin));
    }

    static BadRow badRow(byte[] payload) {
        return read(payload, (in, origin) -> {
            String file = word(in);
            RejectionReason reason = REASONS[in.readInt()];
            String sentence = word(in);
            byte[] row = in.readNBytes(in.readInt());
            long size = in.readLong();
            return new BadRow(
                    file,
                    new DeadLetter(
                            origin, RecordReader.NO_TIMESTAMP, reason, sentence, NO_KEY, 0, row, size, word(in)));
        });
    }

    private interface Form<T> {
        T read(DataInputStream in, Origin origin) throws IOException;
    }

    private static <T> T read(byte[] payload, Form<T> form) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
        try {
            return form.read(in, new Origin(word(in), in.readInt(), in.readLong()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String word(DataInputStream in) throws IOException {
        String text = text(in);
        if (text == null) {
            throw new IOException("a text is missing");
        }
        return text;
    }

    private static @Nullable String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
