package io.ser4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;

/** A subscriber that requests a number of segments at first, and keeps what it gets. */
class Collector implements Flow.Subscriber<EmotionSegment> {
    final CompletableFuture<List<EmotionSegment>> end = new CompletableFuture<>();
    final CountDownLatch subscribed = new CountDownLatch(1);
    volatile Flow.Subscription subscription;
    private final long first;
    private final List<EmotionSegment> segments = Collections.synchronizedList(new ArrayList<>());

    Collector(long first) {
        this.first = first;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (first > 0) {
            given.request(first);
        }
        subscribed.countDown();
    }

    @Override
    public void onNext(EmotionSegment segment) {
        segments.add(segment);
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        end.complete(List.copyOf(segments));
    }
}
