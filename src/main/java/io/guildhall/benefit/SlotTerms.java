package io.guildhall.benefit;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;

/**
 * When and where something takes place.
 *
 * @param capacity how many can take part
 * @param benefit of which each seat is a use; null where it is of a product, or free for
 * every member
 * @param cancelHours so many hours before it begins a seat can be given back for nothing
 * @param missedCounts whether the use counts where somebody does not come, or gives the
 * seat back too late
 * @param product each seat is one of what an order bought of it: a consultation, or a
 * service package; null for none
 * @param host who of the staff holds it; null where nobody has said
 */
public record SlotTerms(String title, String place, String note, Instant startsAt, int capacity,
		@Nullable String benefit, int cancelHours, boolean missedCounts, @Nullable ProductId product,
		@Nullable UUID host) {

	private static final int LONGEST = 100;

	private static final int LONGEST_NOTE = 1000;

	private static final int MOST = 10_000;

	private static final int MOST_HOURS = 720;

	/** Terms of a slot of a benefit, or for every member. */
	public SlotTerms(String title, String place, String note, Instant startsAt, int capacity, @Nullable String benefit,
			int cancelHours, boolean missedCounts) {
		this(title, place, note, startsAt, capacity, benefit, cancelHours, missedCounts, null, null);
	}

	/** In one form, and as the rules allow. */
	SlotTerms checked() {
		String of = (benefit != null && !benefit.isBlank()) ? benefit.strip() : null;
		if (title.isBlank() || title.strip().length() > LONGEST || place.length() > LONGEST
				|| note.length() > LONGEST_NOTE || (of != null && of.length() > LONGEST)) {
			throw BookingRefused.words();
		}
		if (of != null && product != null) {
			throw BookingRefused.costsOne();
		}
		if (capacity < 1 || capacity > MOST) {
			throw BookingRefused.capacity();
		}
		if (cancelHours < 0 || cancelHours > MOST_HOURS) {
			throw BookingRefused.hours();
		}
		return new SlotTerms(title.strip(), place.strip(), note.strip(), startsAt, capacity, of, cancelHours,
				missedCounts, product, host);
	}

	/** Whether each seat costs something. */
	public boolean costs() {
		return benefit != null || product != null;
	}

	/** Until when a seat can be given back for nothing. */
	public Instant cancelUntil() {
		return startsAt.minus(Duration.ofHours(cancelHours));
	}

}
