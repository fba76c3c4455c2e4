package io.guildhall.coupon.web;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.coupon.CouponConditions;
import io.guildhall.coupon.CouponDebt;
import io.guildhall.coupon.CouponDebts;
import io.guildhall.shared.Slice;
import io.guildhall.coupon.CouponId;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.coupon.CouponMove;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.member.MemberId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** Single coupons for programs. */
@Tag(name = "Coupons")
@RestController
@RequestMapping("/api/v1/coupons")
@RequiredArgsConstructor
class CouponRestController {

	private final CouponService coupons;

	private final CouponIssuing issuing;

	private final CouponDebts debts;

	@Operation(summary = "The coupons of a member")
	@GetMapping
	Slice<CouponSummary> of(@RequestParam MemberId member) {
		return Slice.whole(coupons.of(member));
	}

	/** By id, or by the code that people read. */
	@Operation(summary = "A coupon by its id, or by the code that people read")
	@GetMapping("/{idOrCode}")
	CouponSummary get(@PathVariable String idOrCode) {
		CouponId id = id(idOrCode);
		return (id != null) ? coupons.get(id) : coupons.requireByCode(idOrCode);
	}

	@Operation(summary = "What happened to a coupon")
	@GetMapping("/{id}/moves")
	Slice<CouponMove> moves(@PathVariable CouponId id) {
		coupons.get(id);
		return Slice.whole(coupons.moves(id));
	}

	@Operation(summary = "For what and for whom a coupon counts, as it was issued")
	@GetMapping("/{id}/conditions")
	CouponConditions conditions(@PathVariable CouponId id) {
		return coupons.conditions(id);
	}

	@Operation(summary = "What members owe because of coupons that were taken back after their use, the latest first")
	@GetMapping("/debts")
	Slice<CouponDebt> debts(@RequestParam(defaultValue = "true") boolean open,
			@RequestParam(required = false) @Nullable String after) {
		return debts.list(open, after);
	}

	@Operation(summary = "Ends what a member owes because of a coupon: it was paid, or they are let off")
	@PostMapping("/{id}/debt")
	CouponDebt endDebt(@PathVariable CouponId id, @Valid @RequestBody DebtRequest request) {
		return debts.end(id, request.received(), request.note());
	}

	@Operation(summary = "What a member had paid for a debt went back to them")
	@PostMapping("/{id}/debt/return")
	CouponDebt returned(@PathVariable CouponId id, @Valid @RequestBody ReturnRequest request) {
		return debts.returned(id, request.note());
	}

	@Operation(summary = "Takes a coupon back")
	@PostMapping("/{id}/revoke")
	CouponSummary revoke(@PathVariable CouponId id, @Valid @RequestBody RevocationRequest request) {
		return issuing.revoke(id, request.reason());
	}

	@Operation(summary = "Lets a coupon count longer, also one that has ended")
	@PostMapping("/{id}/extend")
	CouponSummary extend(@PathVariable CouponId id, @Valid @RequestBody ExtensionRequest request) {
		return issuing.extend(id, request.lastDay(), request.reason());
	}

	private static @Nullable CouponId id(String text) {
		try {
			return (text.length() == 36) ? new CouponId(UUID.fromString(text)) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	record ExtensionRequest(@NotNull LocalDate lastDay, @NotBlank String reason) {
	}

	record DebtRequest(@NotNull Boolean received, @NotBlank String note) {
	}

	record ReturnRequest(@NotBlank String note) {
	}

	record RevocationRequest(@NotBlank String reason) {
	}

}
