package io.guildhall.fulfilment.web;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
import org.springframework.web.multipart.MultipartFile;

import io.guildhall.fulfilment.AddressInput;
import io.guildhall.fulfilment.Courier;
import io.guildhall.fulfilment.CourierTable;
import io.guildhall.fulfilment.CourierTableDetails;
import io.guildhall.fulfilment.CourierTableSummary;
import io.guildhall.fulfilment.CourierTables;
import io.guildhall.fulfilment.FulfilmentDetails;
import io.guildhall.fulfilment.FulfilmentFilter;
import io.guildhall.fulfilment.FulfilmentFilter.Stage;
import io.guildhall.fulfilment.FulfilmentListing;
import io.guildhall.fulfilment.FulfilmentService;
import io.guildhall.fulfilment.FulfilmentSummary;
import io.guildhall.fulfilment.TakenBackOutcome;
import io.guildhall.fulfilment.TrackingOutcome;
import io.guildhall.fulfilment.WrongHandings;
import io.guildhall.fulfilment.WrongShipments;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import lombok.RequiredArgsConstructor;

/** The way of orders to their members, for programs. */
@Tag(name = "Deliveries")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class FulfilmentRestController {

	private static final String KEY = "Idempotency-Key";

	private final FulfilmentService fulfilment;

	private final WrongShipments wrong;

	private final WrongHandings handings;

	private final CourierTables tables;

	private final FulfilmentListing listing;

	private final CourierTable table;

	private final Idempotency idempotency;

	@Operation(summary = "Paid orders of which something is to be shipped, or on its way, the first ordered first")
	@GetMapping("/deliveries")
	Slice<FulfilmentSummary> list(@RequestParam(required = false) @Nullable Stage stage,
			@RequestParam(required = false) @Nullable Long number,
			@RequestParam(required = false) @Nullable UUID product,
			@RequestParam(required = false) @Nullable String after) {
		return listing.list(new FulfilmentFilter((stage != null) ? stage : Stage.TO_SHIP, number, product), after);
	}

	@Operation(summary = "Takes the numbers of a courier (the part files: order_no, carrier, tracking_no), row by row")
	@PostMapping(path = "/deliveries/numbers", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	Slice<TrackingOutcome> numbers(@RequestParam List<MultipartFile> files) {
		return Slice.whole(table.take(Tables.of(files)));
	}

	@Operation(summary = "The tables of couriers that were taken in, the latest first")
	@GetMapping("/deliveries/tables")
	Slice<CourierTableSummary> tables(@RequestParam(required = false) @Nullable String after) {
		return tables.list(after);
	}

	@Operation(summary = "A courier's table with the parcels that went out by it")
	@GetMapping("/deliveries/tables/{id}")
	CourierTableDetails table(@PathVariable UUID id) {
		return tables.get(id);
	}

	@Operation(
			summary = "Takes a courier's table back: its parcels never went out; those that stay are answered with the code why")
	@PostMapping("/deliveries/tables/{id}/taking-back")
	Slice<TakenBackOutcome> takeBackTable(@PathVariable UUID id, @Valid @RequestBody ReasonRequest request) {
		return Slice.whole(wrong.takeBackTable(id, request.reason()));
	}

	@Operation(summary = "What became of an order on its way: its address, lines and parcels")
	@GetMapping("/orders/{id}/delivery")
	FulfilmentDetails get(@PathVariable UUID id) {
		return listing.get(id);
	}

	@Operation(summary = "Says where an order goes, as long as something of it is here")
	@PutMapping("/orders/{id}/shipping-address")
	FulfilmentDetails address(@PathVariable UUID id, @RequestBody AddressInput request) {
		return fulfilment.address(id, request.require());
	}

	@Operation(summary = "A parcel goes out, with some lines of an order or all that are still here")
	@PostMapping("/orders/{id}/parcels")
	@ResponseStatus(HttpStatus.CREATED)
	FulfilmentDetails ship(@PathVariable UUID id, @Valid @RequestBody ParcelRequest request,
			@RequestHeader(name = KEY, required = false) @Nullable String key) {
		idempotency.once(key, List.of("parcel", id, request), UUID.class,
				() -> fulfilment.ship(id, request.courier(), request.those()).order());
		return listing.get(id);
	}

	@Operation(summary = "The member gets some lines of an order in person, or all that are still here")
	@PostMapping("/orders/{id}/given")
	FulfilmentDetails give(@PathVariable UUID id, @Valid @RequestBody GivenRequest request) {
		return fulfilment.handOver(id, ChosenLines.of(request.lines()));
	}

	@Operation(
			summary = "Some lines were not handed over in person, or none that were said to be: they are here again, unless they were paid back since")
	@PostMapping("/orders/{id}/given/taking-back")
	FulfilmentDetails takeGivenBack(@PathVariable UUID id, @Valid @RequestBody NotGivenRequest request) {
		return handings.takeBack(id, ChosenLines.of(request.lines()), request.reason());
	}

	@Operation(summary = "Corrects the courier or the number of a parcel that is on its way")
	@PutMapping("/parcels/{id}")
	FulfilmentDetails correct(@PathVariable UUID id, @Valid @RequestBody CourierRequest request) {
		return fulfilment.correct(id, Courier.of(request.carrier(), request.trackingNo()));
	}

	@Operation(
			summary = "A parcel never went out: its lines are here again, unless it has arrived or something in it was paid back since")
	@PostMapping("/parcels/{id}/taking-back")
	FulfilmentDetails takeBack(@PathVariable UUID id, @Valid @RequestBody ReasonRequest request) {
		return wrong.takeBack(id, request.reason());
	}

	@Operation(summary = "A parcel has arrived")
	@PostMapping("/parcels/{id}/delivered")
	FulfilmentDetails delivered(@PathVariable UUID id) {
		return fulfilment.delivered(id);
	}

	/**
	 * A parcel; without lines all that is still here is in it, and no lines are refused.
	 */
	record ParcelRequest(@NotBlank String carrier, @Nullable String trackingNo, @Nullable List<UUID> lines) {

		Courier courier() {
			return Courier.of(carrier, trackingNo);
		}

		List<UUID> those() {
			return ChosenLines.of(lines);
		}

	}

	/** What was given; without lines all that is still here, and no lines are refused. */
	record GivenRequest(@Nullable List<UUID> lines) {
	}

	/**
	 * What was not handed over, and why it says so, in at most 200 characters; without
	 * lines all that is said to be, and no lines are refused.
	 */
	record NotGivenRequest(@Nullable List<UUID> lines, @NotBlank String reason) {
	}

	/** Why a parcel or a table is taken back, in at most 200 characters. */
	record ReasonRequest(@NotBlank String reason) {
	}

	record CourierRequest(@NotBlank String carrier, @Nullable String trackingNo) {
	}

}
