package org.cairn.ingest.inbox;

import java.util.List;
import org.cairn.ingest.inbox.Inbox.Unavailable;

/** What is stored in one commit. */
record Group(List<Parcel> parcels) {

    List<Heard> messages() {
        return parcels.stream()
                .flatMap(parcel -> parcel.messages().stream().map(message -> new Heard(message, parcel.heardAt())))
                .toList();
    }

    boolean isLate(long nanoTime) {
        return parcels.stream().anyMatch(parcel -> nanoTime - parcel.deadline() >= 0);
    }

    boolean isAnswered() {
        return parcels.stream().allMatch(parcel -> parcel.safe().isDone());
    }

    void isSafe() {
        parcels.forEach(parcel -> parcel.safe().complete(null));
    }

    void isNotSafe(Throwable cause) {
        Unavailable unavailable = new Unavailable("Events cannot be stored at the moment.", cause);
        parcels.forEach(parcel -> parcel.safe().completeExceptionally(unavailable));
    }
}
