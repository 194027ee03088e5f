package ai.finai.operators.types;

import ai.finai.operators.ControlMessage;
import ai.finai.operators.market.ToAllSymbols;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactSerializer;
import ai.finai.state.CompactWriter;
import ai.finai.state.market.SymbolEvent;
import ai.finai.state.market.SymbolEventSerializer;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** On their way; no snapshot holds any. */
final class ToAllSymbolsSerializer extends CompactSerializer<ToAllSymbols> {

    private static final long serialVersionUID = 1L;

    private static final int OF_INDEX = 1;
    private static final int CONTROL = 2;

    private final SymbolEventSerializer events = new SymbolEventSerializer();

    @Override
    public void write(CompactWriter out, ToAllSymbols told) {
        SymbolEvent event = told.ofIndex();
        ControlMessage control = told.control();
        if (event != null) {
            out.writeByte(OF_INDEX);
            events.write(out, event);
        } else if (control != null) {
            out.writeByte(CONTROL);
            out.writeString(control.kind().name());
            out.writeBytes(control.body());
            out.writeString(control.source());
        }
    }

    @Override
    public ToAllSymbols read(CompactReader in) {
        int kind = in.readByte();
        return switch (kind) {
            case OF_INDEX -> ToAllSymbols.of(events.read(in));
            case CONTROL ->
                ToAllSymbols.of(
                        new ControlMessage(ControlMessage.Kind.valueOf(in.readText()), in.readBytes(), in.readText()));
            default -> throw new IllegalStateException("nothing that symbols are told: " + kind);
        };
    }

    @Override
    public ToAllSymbolsSerializer duplicate() {
        return new ToAllSymbolsSerializer();
    }

    @Override
    public TypeSerializerSnapshot<ToAllSymbols> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Flink makes one by reflection. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ToAllSymbols> {
        public Snapshot() {
            super(ToAllSymbolsSerializer::new);
        }
    }
}
