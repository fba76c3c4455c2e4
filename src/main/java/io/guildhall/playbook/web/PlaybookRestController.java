package io.guildhall.playbook.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

import io.guildhall.catalog.ProductId;
import io.guildhall.playbook.BandLimits;
import io.guildhall.playbook.PlaybookDetails;
import io.guildhall.playbook.PlaybookListing;
import io.guildhall.playbook.PlaybookNumbers;
import io.guildhall.playbook.PlaybookService;
import io.guildhall.playbook.PlaybookSetup;
import io.guildhall.playbook.PlaybookStep;
import io.guildhall.playbook.PriceBand;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Money;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** The playbook for programs. */
@Tag(name = "Playbook")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class PlaybookRestController {

	private final PlaybookService playbook;

	private final PlaybookSetup setup;

	private final PlaybookListing listing;

	private final Idempotency idempotency;

	@Operation(summary = "Products for sale with their bands and what each misses next, the dearest first")
	@GetMapping("/playbook")
	Slice<PlaybookListing.Row> list(@RequestParam(required = false) @Nullable PriceBand band,
			@RequestParam(required = false) @Nullable String after) {
		return listing.list(band, after);
	}

	@Operation(summary = "Where the bands of prices begin and end")
	@GetMapping("/playbook/limits")
	BandLimits limits() {
		return playbook.limits();
	}

	@Operation(summary = "Moves the limits of the bands")
	@PutMapping("/playbook/limits")
	BandLimits change(@Valid @RequestBody LimitsRequest request) {
		return playbook.change(new BandLimits(request.low(), request.high()));
	}

	@Operation(summary = "By which way a product is sold, what there is of it, and the numbers that are proposed")
	@GetMapping("/products/{id}/playbook")
	PlaybookDetails get(@PathVariable ProductId id) {
		return playbook.get(id);
	}

	/** Without a body, all that is missing is set up as it is proposed. */
	@Operation(summary = "Sets up what is missing of a product's way: what there are numbers for, or all as proposed")
	@PostMapping("/products/{id}/playbook")
	@ResponseStatus(HttpStatus.CREATED)
	PlaybookDetails setUp(@PathVariable ProductId id,
			@Valid @RequestBody(required = false) @Nullable NumbersRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		idempotency.once(key, (request != null) ? List.of(id, request) : List.of(id), Made.class,
				() -> new Made(List.copyOf(setup.setUp(id, (request != null) ? request.numbers() : null))));
		return playbook.get(id);
	}

	/** What was made, as the key remembers it. */
	record Made(List<PlaybookStep> steps) {
	}

	record LimitsRequest(@NotNull Money low, @NotNull Money high) {
	}

	/** The numbers of the steps that are to be set up. */
	record NumbersRequest(@Valid @Nullable CouponRequest coupon, @Valid @Nullable SaleRequest sale,
			@Valid @Nullable SampleRequest sample, @Valid @Nullable RebateRequest rebate,
			@Valid @Nullable TalkRequest oneToOne, @Valid @Nullable LadderRequest ladder) {

		PlaybookNumbers numbers() {
			return new PlaybookNumbers((coupon != null) ? coupon.numbers() : null,
					(sale != null) ? sale.numbers() : null, (sample != null) ? sample.numbers() : null,
					(rebate != null) ? rebate.numbers() : null, (oneToOne != null) ? oneToOne.numbers() : null,
					(ladder != null) ? ladder.numbers() : null);
		}

	}

	record CouponRequest(@NotNull Money amount, @Nullable Integer pieces, @NotNull Long stock, @NotNull Integer days) {

		PlaybookNumbers.Coupons numbers() {
			return new PlaybookNumbers.Coupons(amount, (pieces != null) ? pieces : 1, stock, days);
		}

	}

	record SaleRequest(@NotNull Money price, @NotNull Instant startsAt, @NotNull Instant endsAt, @NotNull Long stock,
			@Nullable Integer perMember) {

		PlaybookNumbers.Sale numbers() {
			return new PlaybookNumbers.Sale(price, startsAt, endsAt, stock, (perMember != null) ? perMember : 1);
		}

	}

	/** A sample that there is, or the name of one that is made. */
	record SampleRequest(@Nullable ProductId product, @Size(max = 200) @Nullable String name, @Nullable Money cost,
			@NotNull Integer days) {

		PlaybookNumbers.Sample numbers() {
			return new PlaybookNumbers.Sample(product, (name != null) ? name : "", cost, days);
		}

	}

	record RebateRequest(@NotNull Money amount, @NotNull Long count, @NotNull Integer days) {

		PlaybookNumbers.Rebates numbers() {
			return new PlaybookNumbers.Rebates(amount, count, days);
		}

	}

	record TalkRequest(@NotNull LocalDate due) {

		PlaybookNumbers.Talks numbers() {
			return new PlaybookNumbers.Talks(due);
		}

	}

	/** Products that there are, or the names of those that are made. */
	record LadderRequest(@Nullable ProductId free, @Size(max = 200) @Nullable String freeName,
			@Nullable ProductId trial, @Size(max = 200) @Nullable String trialName, @NotNull Money trialPrice,
			@NotNull Integer creditDays) {

		PlaybookNumbers.Ladder numbers() {
			return new PlaybookNumbers.Ladder(free, (freeName != null) ? freeName : "", trial,
					(trialName != null) ? trialName : "", trialPrice, creditDays);
		}

	}

}
