package ai.finai.generator;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses as fast as it can. Its header holds no time: with one zlib, the same content makes the same file. */
public final class FastGzip extends GZIPOutputStream {

    private static final int BUFFER = 1 << 17;

    public FastGzip(OutputStream out) throws IOException {
        super(out, BUFFER);
        def.setLevel(Deflater.BEST_SPEED);
    }
}
