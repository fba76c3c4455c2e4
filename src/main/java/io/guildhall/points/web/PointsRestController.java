package io.guildhall.points.web;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.member.MemberId;
import io.guildhall.points.MemberPoints;
import io.guildhall.points.PointAccount;
import io.guildhall.points.PointEntry;
import io.guildhall.points.PointLevels;
import io.guildhall.points.PointPrices;
import io.guildhall.points.PointProof;
import io.guildhall.points.PointProofs;
import io.guildhall.points.PointReading;
import io.guildhall.points.PointTitles;
import io.guildhall.points.PointTotals;
import io.guildhall.points.PointsService;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** The ledger of points, for programs. */
@Tag(name = "Points")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class PointsRestController {

	private final PointsService points;

	private final PointReading reading;

	private final PointPrices prices;

	private final PointLevels levels;

	private final PointTitles titles;

	private final PointProofs proofs;

	private final Idempotency idempotency;

	@Operation(summary = "What all members have together, and what became of points within thirty days")
	@GetMapping("/points")
	PointTotals totals() {
		return reading.totals();
	}

	@Operation(summary = "The ledger, latest first")
	@GetMapping("/point-entries")
	Slice<PointEntry> ledger(@RequestParam(required = false) @Nullable MemberId member,
			@RequestParam(required = false) @Nullable PointAccount account,
			@RequestParam(required = false) @Nullable String after) {
		return reading.ledger(member, account, after);
	}

	@Operation(summary = "An entry of the ledger")
	@GetMapping("/point-entries/{id}")
	PointEntry entry(@PathVariable UUID id) {
		return reading.entry(id);
	}

	@Operation(summary = "Gives the points back that bought a coupon, and takes the coupon")
	@PostMapping("/point-entries/{id}/return")
	MemberPoints giveBack(@PathVariable UUID id, @Valid @RequestBody ReturnRequest request) {
		PointEntry entry = reading.entry(id);
		prices.giveBack(id, request.note());
		return reading.of(entry.member().id());
	}

	@Operation(summary = "What a member has, with the latest entries")
	@GetMapping("/members/{id}/points")
	MemberPoints of(@PathVariable MemberId id) {
		return reading.of(id);
	}

	@Operation(summary = "Gives a member points by hand")
	@PostMapping("/members/{id}/points/grants")
	@ResponseStatus(HttpStatus.CREATED)
	PointEntry grant(@PathVariable MemberId id, @Valid @RequestBody GrantRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return reading.entry(idempotency.once(key, new Asked(id, "grant", request), UUID.class,
				() -> points.grant(id, request.points(), request.note(), request.expiresDays())));
	}

	@Operation(summary = "Takes points from a member by hand, never more than can be spent")
	@PostMapping("/members/{id}/points/takes")
	@ResponseStatus(HttpStatus.CREATED)
	PointEntry take(@PathVariable MemberId id, @Valid @RequestBody TakeRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return reading.entry(idempotency.once(key, new Asked(id, "take", request), UUID.class,
				() -> points.take(id, request.points(), request.note())));
	}

	@Operation(summary = "A member spends points on a coupon of a batch")
	@PostMapping("/members/{id}/points/coupons")
	@ResponseStatus(HttpStatus.CREATED)
	CouponSummary buy(@PathVariable MemberId id, @Valid @RequestBody BuyRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, new Asked(id, "buy", request), CouponSummary.class,
				() -> prices.buy(id, request.batch()));
	}

	@Operation(summary = "The titles, the lowest first, with how many hold them")
	@GetMapping("/point-standings")
	Slice<PointTitles.Held> held() {
		return Slice.whole(titles.held());
	}

	@Operation(summary = "Who is about to lose a title, the next first; by `until`, where it is given")
	@GetMapping("/point-standings/falling")
	Slice<PointLevels.Falling> falling(@RequestParam(required = false) @Nullable LocalDate until,
			@RequestParam(required = false) @Nullable String after) {
		return levels.falling(until, after);
	}

	@Operation(summary = "The last proof: what adding everything up came to; none yet is an empty list")
	@GetMapping("/point-proofs/last")
	Slice<PointProof> proof() {
		return Slice.whole(proofs.last().stream().toList());
	}

	@Operation(summary = "Adds everything up, in the background; every night does so anyway")
	@PostMapping("/point-proofs")
	Started prove() {
		return new Started(proofs.start());
	}

	record Started(UUID job) {
	}

	record Asked(MemberId member, String what, Object request) {
	}

	record GrantRequest(long points, @NotBlank String note, @Nullable Integer expiresDays) {
	}

	record TakeRequest(long points, @NotBlank String note) {
	}

	record ReturnRequest(@NotBlank String note) {
	}

	record BuyRequest(@NotNull BatchId batch) {
	}

}
