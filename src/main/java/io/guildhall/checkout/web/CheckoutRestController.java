package io.guildhall.checkout.web;

import java.util.List;
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

import io.guildhall.checkout.AttemptSummary;
import io.guildhall.checkout.CheckoutReading;
import io.guildhall.checkout.CheckoutService;
import io.guildhall.checkout.ReturnSummary;
import io.guildhall.onboarding.ChannelLinks;
import io.guildhall.order.OrderId;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Payments online, for programs. */
@Tag(name = "Online payments")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class CheckoutRestController {

	private final CheckoutService checkout;

	private final CheckoutReading reading;

	private final ChannelLinks links;

	@Operation(summary = "The tries to have an order paid online, the latest first")
	@GetMapping("/orders/{id}/online-payments")
	List<AttemptSummary> of(@PathVariable OrderId id) {
		return reading.of(id);
	}

	/**
	 * While one is open it is that one again; the state says whether the provider
	 * answered.
	 */
	@Operation(summary = "Has an order paid online: the link is for the payer; while one is open, it is that one again")
	@PostMapping("/orders/{id}/online-payments")
	@ResponseStatus(HttpStatus.CREATED)
	AttemptSummary start(@PathVariable OrderId id,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return checkout.start(id, CheckoutController.site(links), key);
	}

	@Operation(summary = "A try to have an order paid online, and what came in by it")
	@GetMapping("/online-payments/{id}")
	AttemptSummary get(@PathVariable UUID id) {
		return reading.get(id);
	}

	@Operation(summary = "Asks the provider now how it stands")
	@PostMapping("/online-payments/{id}/ask")
	AttemptSummary ask(@PathVariable UUID id) {
		return checkout.ask(id);
	}

	@Operation(summary = "Sees to it that nobody pays by it any more")
	@PostMapping("/online-payments/{id}/close")
	AttemptSummary close(@PathVariable UUID id) {
		return checkout.close(id);
	}

	@Operation(summary = "Money that is to go back: what came too late or twice, and refunds, the latest first")
	@GetMapping("/money-to-return")
	Slice<ReturnSummary> returns(@RequestParam(defaultValue = "true") boolean open,
			@RequestParam(required = false) @Nullable String after) {
		return reading.returns(open, after);
	}

	@Operation(summary = "Money that is to go back")
	@GetMapping("/money-to-return/{id}")
	ReturnSummary getReturn(@PathVariable UUID id) {
		return reading.getReturn(id);
	}

	@Operation(summary = "Asks the provider now to return it, also where it said no before")
	@PostMapping("/money-to-return/{id}/again")
	ReturnSummary again(@PathVariable UUID id) {
		return checkout.returnAgain(id);
	}

	@Operation(summary = "Writes down that it went back by another way, where the provider would not return it")
	@PostMapping("/money-to-return/{id}/by-hand")
	ReturnSummary byHand(@PathVariable UUID id, @Valid @RequestBody ByHandRequest request) {
		return checkout.returnedByHand(id, request.note());
	}

	record ByHandRequest(@NotBlank @Size(max = 200) String note) {
	}

}
