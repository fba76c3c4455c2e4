package io.guildhall.order.web;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.catalog.ProductHold;
import io.guildhall.order.HandingTakenBack;
import io.guildhall.order.OrderHanding;
import io.guildhall.order.OrderId;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** What an order holds, for programs. */
@Tag(name = "Orders")
@RestController
@RequestMapping("/api/v1/orders/{id}")
@RequiredArgsConstructor
class OrderHandingRestController {

	private final OrderHanding handing;

	@Operation(summary = "What an order holds or got of products of which there are only so many")
	@GetMapping("/holds")
	List<ProductHold> holds(@PathVariable OrderId id) {
		return handing.of(id);
	}

	@Operation(
			summary = "The member has got all that a paid order holds, what is to be delivered too; /given hands over only that")
	@PostMapping("/handing-over")
	List<ProductHold> handOver(@PathVariable OrderId id) {
		return handing.handOver(id);
	}

	@Operation(summary = "What was thought to be handed over of what has no delivery and was not, the latest first")
	@GetMapping("/handing-over/taken-back")
	Slice<HandingTakenBack> takenBack(@PathVariable OrderId id) {
		return Slice.whole(handing.takenBack(id));
	}

	@Operation(
			summary = "Some of what has no delivery was not handed over, or none of it: it is held again, unless it was paid back since")
	@PostMapping("/handing-over/taking-back")
	List<ProductHold> takeBack(@PathVariable OrderId id, @Valid @RequestBody NotHandedRequest request) {
		return handing.takeBack(id, request.lines(), request.reason());
	}

	/**
	 * What was not handed over, and why it says so; without lines all that is said to be,
	 * and no lines are refused.
	 */
	record NotHandedRequest(@Nullable List<UUID> lines, @NotBlank @Size(max = 200) String reason) {
	}

}
