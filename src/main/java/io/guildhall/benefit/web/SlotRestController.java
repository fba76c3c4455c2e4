package io.guildhall.benefit.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.benefit.Booking;
import io.guildhall.benefit.BookingId;
import io.guildhall.benefit.Bookings;
import io.guildhall.benefit.Slot;
import io.guildhall.benefit.SlotId;
import io.guildhall.benefit.SlotTerms;
import io.guildhall.benefit.Slots;
import io.guildhall.catalog.ProductId;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** What can be booked, and who did, for programs. */
@Tag(name = "Bookings")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class SlotRestController {

	private static final String KEY = "Idempotency-Key";

	private final Slots slots;

	private final Bookings bookings;

	private final Idempotency idempotency;

	@Operation(summary = "Slots to come, the next first; or those that have begun, the last first")
	@GetMapping("/slots")
	Slice<Slot> list(@RequestParam(defaultValue = "false") boolean past,
			@RequestParam(required = false) @Nullable ProductId product,
			@RequestParam(required = false) @Nullable String after) {
		return slots.list(past, product, after);
	}

	@Operation(summary = "A slot")
	@GetMapping("/slots/{id}")
	ResponseEntity<Slot> get(@PathVariable SlotId id) {
		Slot slot = slots.get(id);
		return ResponseEntity.ok().eTag(Versions.tag(slot.version())).body(slot);
	}

	@Operation(summary = "Makes a slot")
	@PostMapping("/slots")
	@ResponseStatus(HttpStatus.CREATED)
	Slot create(@Valid @RequestBody SlotRequest request,
			@RequestHeader(name = KEY, required = false) @Nullable String key) {
		return idempotency.once(key, request, Slot.class, () -> slots.get(slots.create(request.terms())));
	}

	@Operation(summary = "Changes a slot; once it is booked, its day and its benefit stay")
	@PutMapping("/slots/{id}")
	Slot change(@PathVariable SlotId id, @Valid @RequestBody SlotRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return slots.change(id, request.terms(), Versions.of(ifMatch));
	}

	@Operation(summary = "A slot does not take place: who booked has their use back")
	@PostMapping("/slots/{id}/cancellation")
	Slot cancel(@PathVariable SlotId id, @Valid @RequestBody CancelRequest request) {
		return slots.cancel(id, request.reason());
	}

	@Operation(summary = "Who booked a slot, as they asked; those who wait behind those who have a seat")
	@GetMapping("/slots/{id}/bookings")
	Slice<Booking> bookings(@PathVariable SlotId id) {
		return Slice.whole(bookings.of(id));
	}

	@Operation(summary = "Books a seat for a member, or a place among those who wait; again it is the same one")
	@PostMapping("/slots/{id}/bookings")
	@ResponseStatus(HttpStatus.CREATED)
	Booking book(@PathVariable SlotId id, @Valid @RequestBody BookingRequest request,
			@RequestHeader(name = KEY, required = false) @Nullable String key) {
		return idempotency.once(key, List.of(id, request), Booking.class, () -> bookings.book(id, request.member()));
	}

	@Operation(summary = "Gives a seat back; the next one who waits gets it")
	@PostMapping("/benefit-bookings/{id}/cancellation")
	Booking giveBack(@PathVariable BookingId id) {
		return bookings.cancel(id);
	}

	@Operation(summary = "Somebody came")
	@PostMapping("/benefit-bookings/{id}/check-in")
	Booking attended(@PathVariable BookingId id) {
		return bookings.attended(id);
	}

	@Operation(summary = "Somebody did not come")
	@PostMapping("/benefit-bookings/{id}/no-show")
	Booking missed(@PathVariable BookingId id) {
		return bookings.missed(id);
	}

	@Operation(summary = "What counts though somebody did not come counts no more")
	@PostMapping("/benefit-bookings/{id}/forgiveness")
	Booking forgive(@PathVariable BookingId id, @Valid @RequestBody CancelRequest request) {
		return bookings.forgive(id, request.reason());
	}

	record SlotRequest(@NotBlank String title, @Nullable String place, @Nullable String note, @NotNull Instant startsAt,
			@NotNull Integer capacity, @Nullable String benefit, @Nullable Integer cancelHours,
			@Nullable Boolean missedCounts, @Nullable ProductId product, @Nullable UUID host) {

		SlotTerms terms() {
			return new SlotTerms(title, (place != null) ? place : "", (note != null) ? note : "", startsAt, capacity,
					benefit, (cancelHours != null) ? cancelHours : 0, !Boolean.FALSE.equals(missedCounts), product,
					host);
		}
	}

	record CancelRequest(@NotBlank String reason) {
	}

	record BookingRequest(@NotNull MemberId member) {
	}

}
