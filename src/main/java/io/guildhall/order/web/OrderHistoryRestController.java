package io.guildhall.order.web;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.audit.AuditEntry;
import io.guildhall.audit.AuditTrail;
import io.guildhall.order.OrderId;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

/** What happened to an order, for programs that may see it. */
@Tag(name = "Orders")
@RestController
@RequestMapping("/api/v1/orders/{id}/history")
@RequiredArgsConstructor
class OrderHistoryRestController {

	private final AuditTrail trail;

	@Operation(summary = "What happened to an order and who did it, the latest first: the last fifty")
	@GetMapping
	Slice<AuditEntry> list(@PathVariable OrderId id) {
		return Slice.whole(trail.of("order", id.toString()));
	}

}
