package io.guildhall.fulfilment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * What became of an order on its way to the member.
 *
 * @param member whose it is
 * @param address where it goes, its telephone number masked for those who may not see it;
 * null for nowhere yet
 * @param paid whether something may leave the house
 * @param parcels the latest first
 * @param wrongHandings what was thought to be handed over in person, the latest first
 */
public record FulfilmentDetails(UUID order, UUID member, boolean paid, @Nullable ShippingAddress address,
		List<Line> lines, List<Parcel> parcels, List<WrongHanding> wrongHandings) {

	/** A line of the order. */
	public record Line(UUID id, UUID product, String productName, int quantity, LineState state,
			@Nullable UUID parcel) {
	}

	/**
	 * Something that was sent.
	 *
	 * @param by who wrote it down
	 * @param deliveredAt null while it is on its way
	 * @param takenBack that it never went out; null where it did
	 */
	public record Parcel(UUID id, String carrier, String trackingNo, Instant shippedAt, String by,
			@Nullable Instant deliveredAt, @Nullable TakenBack takenBack) {

		/** Whether it is on its way, and so may be corrected. */
		@JsonIgnore
		public boolean isUnderWay() {
			return deliveredAt == null && takenBack == null;
		}

	}

	/**
	 * Something of which somebody said that the member got it in person, and did not.
	 *
	 * @param givenAt when that was said
	 */
	public record WrongHanding(Instant givenAt, TakenBack takenBack) {
	}

	/**
	 * That a parcel never went out, or something was never handed over.
	 *
	 * @param by who said so
	 * @param reason why; empty where its member was erased
	 * @param things what was thought to be in it, or handed over, in words
	 */
	public record TakenBack(Instant at, String by, String reason, String things) {
	}

	/** Whether something is still here. */
	@JsonIgnore
	public boolean isOpen() {
		return lines.stream().anyMatch(line -> line.state() == LineState.OPEN);
	}

	/** What is still here. */
	public List<Line> here() {
		return lines.stream().filter(line -> line.state() == LineState.OPEN).toList();
	}

	/** What the member got in person. */
	public List<Line> given() {
		return lines.stream().filter(line -> line.state() == LineState.HANDED_OVER).toList();
	}

	/** What is in a parcel. */
	public List<Line> in(UUID parcel) {
		return lines.stream().filter(line -> parcel.equals(line.parcel())).toList();
	}
}
