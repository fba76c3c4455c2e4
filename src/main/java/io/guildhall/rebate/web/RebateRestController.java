package io.guildhall.rebate.web;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponId;
import io.guildhall.member.MemberId;
import io.guildhall.order.OrderId;
import io.guildhall.rebate.Rebate;
import io.guildhall.rebate.RebateDebts;
import io.guildhall.rebate.RebateFilter;
import io.guildhall.rebate.RebateState;
import io.guildhall.rebate.Rebates;
import io.guildhall.rebate.SettlementWay;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Money;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Rebates for programs. */
@Tag(name = "Rebates")
@RestController
@RequestMapping("/api/v1/rebates")
@RequiredArgsConstructor
class RebateRestController {

	private final Rebates rebates;

	private final RebateDebts debts;

	private final RebateSearch search;

	private final Idempotency idempotency;

	@Operation(
			summary = "Rebates, the latest first; q is # and the number of an order, or how a member's name or handle begins")
	@GetMapping
	Slice<Rebate> list(@RequestParam(required = false) @Nullable RebateState state,
			@RequestParam(defaultValue = "false") boolean debts,
			@RequestParam(required = false) @Nullable UUID programme,
			@RequestParam(required = false) @Nullable BatchId batch,
			@RequestParam(required = false) @Nullable CouponId coupon,
			@RequestParam(required = false) @Nullable MemberId member,
			@RequestParam(required = false) @Nullable OrderId order, @RequestParam(required = false) @Nullable String q,
			@RequestParam(required = false) @Nullable String after) {
		return rebates.list(
				search.search(new RebateFilter(state, debts, programme, batch, coupon, member, order, null, null), q),
				after);
	}

	@Operation(summary = "A rebate, with what it waits for until it is earned")
	@GetMapping("/{id}")
	Rebate get(@PathVariable UUID id) {
		return rebates.get(id);
	}

	@Operation(
			summary = "Approves rebates that were earned, all or none; above the limit of refunds only for those who approve refunds")
	@PostMapping("/approvals")
	ApprovalResponse approve(@Valid @RequestBody ApprovalRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, request, ApprovalResponse.class,
				() -> new ApprovalResponse(rebates.approve(request.rebates())));
	}

	@Operation(summary = "What could not be paid out is to be paid out again")
	@PostMapping("/{id}/retry")
	Rebate retry(@PathVariable UUID id) {
		return rebates.retry(id);
	}

	@Operation(
			summary = "How the debt of a rebate was settled: one that was paid out for an order which was refunded later")
	@GetMapping("/{id}/settlements")
	Slice<RebateDebts.Settlement> settlements(@PathVariable UUID id) {
		return Slice.whole(debts.of(id));
	}

	@Operation(summary = "Settles a debt by hand: paid back, or let go with a reason")
	@PostMapping("/{id}/settlements")
	Rebate settle(@PathVariable UUID id, @Valid @RequestBody SettlementRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, List.of(id, request), Rebate.class,
				() -> debts.settle(id, request.way(), request.amount(), request.note()));
	}

	record ApprovalRequest(@NotEmpty @Size(max = Rebates.MOST_AT_ONCE) List<@NotNull UUID> rebates) {
	}

	/** What was approved comes to. */
	record ApprovalResponse(Money amount) {
	}

	/**
	 * A settlement.
	 *
	 * @param amount how much of the debt; all of it, where nothing is said
	 */
	record SettlementRequest(@NotNull SettlementWay way, @Nullable Money amount,
			@Size(max = 200) @Nullable String note) {
	}

}
