package io.guildhall.order.web;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.order.OrderAllowances;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

/** What people took off orders as they saw fit, for programs. */
@Tag(name = "Orders")
@RestController
@RequestMapping("/api/v1/order-discounts")
@RequiredArgsConstructor
class OrderDiscountRestController {

	private final OrderAllowances allowances;

	@Operation(summary = "What people took off orders as they saw fit, the latest first")
	@GetMapping
	Slice<OrderAllowances.Given> given(@RequestParam(required = false) @Nullable UUID account,
			@RequestParam(required = false) @Nullable String after) {
		return allowances.given(account, after);
	}

}
