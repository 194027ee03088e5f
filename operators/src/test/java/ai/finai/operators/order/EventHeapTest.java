package ai.finai.operators.order;

import static ai.finai.events.fixtures.Payment.cash;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Posting;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventHeapTest {

    @Test
    void whatTheWatermarkHasPassedComesInOrder() {
        Random random = new Random(1);
        EventHeap<Posting> heap = new EventHeap<>(WaitingPostings.INSTANCE);
        List<Posting> waiting = new ArrayList<>();
        List<Posting> released = new ArrayList<>();
        List<Posting> expected = new ArrayList<>();
        long watermark = 0;
        for (int i = 0; i < 20_000; i++) {
            Posting posting = posting(watermark + 1 + random.nextInt(200), "T" + random.nextInt(100_000));
            heap.add(posting);
            waiting.add(posting);
            if (random.nextInt(50) == 0) {
                watermark += random.nextInt(100);
                release(heap, watermark, released);
                long now = watermark;
                expected.addAll(waiting.stream()
                        .filter(p -> p.eventTime() <= now)
                        .sorted(Posting.ORDER)
                        .toList());
                waiting.removeIf(p -> p.eventTime() <= now);
                assertThat(heap.size()).isEqualTo(waiting.size());
            }
        }
        release(heap, Long.MAX_VALUE, released);
        waiting.sort(Posting.ORDER);
        expected.addAll(waiting);

        assertThat(released).isEqualTo(expected);
    }

    @Test
    void theBytesOfNothingAreNone() {
        EventHeap<Posting> heap = new EventHeap<>(WaitingPostings.INSTANCE);
        for (int i = 0; i < 1_000; i++) {
            heap.add(posting(i, "T" + i));
        }
        assertThat(heap.bytes()).isBetween(200_000L, 500_000L);
        release(heap, Long.MAX_VALUE, new ArrayList<>());
        assertThat(heap.bytes()).isZero();
    }

    @Test
    void whatIsAtTheWatermarkIsReleasedAndWhatIsAfterItIsNot() {
        EventHeap<Posting> heap = new EventHeap<>(WaitingPostings.INSTANCE);
        heap.add(posting(10, "T"));
        assertThat(heap.poll(9)).isNull();
        assertThat(heap.poll(10)).isNotNull();
        assertThat(heap.poll(10)).isNull();
    }

    private static void release(EventHeap<Posting> heap, long watermark, List<Posting> into) {
        for (Posting posting = heap.poll(watermark); posting != null; posting = heap.poll(watermark)) {
            into.add(posting);
        }
    }

    private static Posting posting(long time, String id) {
        return cash("9,500").into("A1").at(time).id(id).credit();
    }
}
