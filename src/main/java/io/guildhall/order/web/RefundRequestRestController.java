package io.guildhall.order.web;

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

import io.guildhall.order.OrderRefunds;
import io.guildhall.order.RefundOutcome;
import io.guildhall.order.RefundRequestSummary;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Refunds that wait for approval, for programs. */
@Tag(name = "Refund requests")
@RestController
@RequestMapping("/api/v1/refund-requests")
@RequiredArgsConstructor
class RefundRequestRestController {

	private final OrderRefunds refunds;

	private final RefundRequestSearch search;

	private final Idempotency idempotency;

	@Operation(
			summary = "Refunds that wait for approval; q is # and the number of an order, or how a member's name or handle begins")
	@GetMapping
	Slice<RefundRequestSummary> list(@RequestParam(defaultValue = "true") boolean pending,
			@RequestParam(required = false) @Nullable String q,
			@RequestParam(required = false) @Nullable String after) {
		return refunds.requests(search.filter(pending, q), after);
	}

	@Operation(summary = "Approves a refund, which is then paid")
	@PostMapping("/{id}/approve")
	RefundOutcome approve(@PathVariable UUID id,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, id, RefundOutcome.class, () -> refunds.approve(id));
	}

	@Operation(summary = "Declines a refund")
	@PostMapping("/{id}/decline")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void decline(@PathVariable UUID id, @Valid @RequestBody DeclineRequest request) {
		refunds.decline(id, request.note());
	}

	record DeclineRequest(@Size(max = 500) @Nullable String note) {
	}

}
