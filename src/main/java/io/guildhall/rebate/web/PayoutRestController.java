package io.guildhall.rebate.web;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.rebate.RebatePayout;
import io.guildhall.rebate.RebatePayoutReading;
import io.guildhall.rebate.RebatePayouts;
import io.guildhall.rebate.Rebates;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.guildhall.table.TableFormat;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Payouts of rebates, for programs. */
@Tag(name = "Rebates")
@RestController
@RequestMapping("/api/v1/rebate-payouts")
@RequiredArgsConstructor
class PayoutRestController {

	private final RebatePayouts payouts;

	private final RebatePayoutReading reading;

	private final Idempotency idempotency;

	@Operation(summary = "Payouts, the latest first")
	@GetMapping
	Slice<RebatePayout> list(@RequestParam(required = false) @Nullable String after) {
		return reading.list(after);
	}

	@Operation(summary = "A payout")
	@GetMapping("/{id}")
	RebatePayout get(@PathVariable UUID id) {
		return reading.get(id);
	}

	@Operation(
			summary = "Puts approved rebates on a list to be paid out, less what their members owe: those named, or all")
	@PostMapping
	ResponseEntity<RebatePayout> create(@Valid @RequestBody PayoutRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		RebatePayout made = idempotency.once(key, request, RebatePayout.class,
				() -> payouts.create(or(request.rebates()), request.note()));
		return ResponseEntity.created(URI.create("/api/v1/rebate-payouts/" + made.id())).body(made);
	}

	@Operation(summary = "What is on a payout")
	@GetMapping("/{id}/items")
	Slice<RebatePayout.Item> items(@PathVariable UUID id,
			@RequestParam(required = false) RebatePayout.@Nullable State state,
			@RequestParam(required = false) @Nullable String after) {
		return reading.items(id, state, after);
	}

	@Operation(summary = "Items were paid: those named, or all that are open")
	@PostMapping("/{id}/paid")
	RebatePayout paid(@PathVariable UUID id, @Valid @RequestBody PaidRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, List.of(id, request), RebatePayout.class,
				() -> payouts.paid(id, or(request.items()), request.reference()));
	}

	@Operation(summary = "Items could not be paid: those named, or all that are open")
	@PostMapping("/{id}/failed")
	RebatePayout failed(@PathVariable UUID id, @Valid @RequestBody FailedRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, List.of(id, request), RebatePayout.class,
				() -> payouts.failed(id, or(request.items()), request.reason()));
	}

	@Operation(summary = "A payout as a table, CSV or XLSX, for whoever pays; that it was taken out is written down")
	@PostMapping("/{id}/file")
	void file(@PathVariable UUID id, @RequestParam(defaultValue = "CSV") TableFormat format,
			HttpServletResponse response) {
		PayoutFile.write(reading, id, format, response);
	}

	private static List<UUID> or(@Nullable List<UUID> some) {
		return (some != null) ? some : List.of();
	}

	record PayoutRequest(@Size(max = Rebates.MOST_AT_ONCE) @Nullable List<@NotNull UUID> rebates,
			@Size(max = 200) @Nullable String note) {
	}

	record PaidRequest(@Size(max = Rebates.MOST_AT_ONCE) @Nullable List<@NotNull UUID> items,
			@Size(max = 200) @Nullable String reference) {
	}

	record FailedRequest(@Size(max = Rebates.MOST_AT_ONCE) @Nullable List<@NotNull UUID> items,
			@NotBlank @Size(max = 200) String reason) {
	}

}
