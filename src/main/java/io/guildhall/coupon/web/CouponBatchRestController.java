package io.guildhall.coupon.web;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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

import io.guildhall.catalog.Eligibility;
import io.guildhall.catalog.ProductId;
import io.guildhall.coupon.BatchDetails;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.BatchState;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponConditions;
import io.guildhall.coupon.CouponExtensions;
import io.guildhall.coupon.CouponIssues;
import io.guildhall.coupon.CouponKind;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponState;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.coupon.CouponTerms;
import io.guildhall.coupon.CouponValidity;
import io.guildhall.coupon.IssueOutcome;
import io.guildhall.coupon.IssueReach;
import io.guildhall.coupon.IssueReading;
import io.guildhall.coupon.IssueResult;
import io.guildhall.coupon.IssueSummary;
import io.guildhall.coupon.NewBatch;
import io.guildhall.member.Audience;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Money;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** Batches of coupons, and issuing from them, for programs. */
@Tag(name = "Coupon batches")
@RestController
@RequestMapping("/api/v1/coupon-batches")
@RequiredArgsConstructor
class CouponBatchRestController {

	private final CouponBatches batches;

	private final CouponIssues issues;

	private final CouponExtensions extensions;

	private final IssueReading reading;

	private final IssueReach reach;

	private final CouponService coupons;

	private final Idempotency idempotency;

	private final CouponClaims claims;

	@Operation(summary = "Batches, the latest first; with q those whose name contains it")
	@GetMapping
	Slice<BatchDetails> list(@RequestParam(required = false) @Nullable String q,
			@RequestParam(required = false) @Nullable BatchState state,
			@RequestParam(required = false) @Nullable String after) {
		return batches.list(q, state, after);
	}

	@Operation(summary = "A batch, and where its coupons are")
	@GetMapping("/{id}")
	ResponseEntity<BatchDetails> get(@PathVariable BatchId id) {
		BatchDetails batch = batches.get(id);
		return ResponseEntity.ok().eTag(Versions.tag(batch.version())).body(batch);
	}

	@Operation(summary = "Drafts a batch")
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	BatchDetails create(@Valid @RequestBody BatchRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, request, BatchDetails.class, () -> batches.get(batches.create(request.batch())));
	}

	@Operation(summary = "Changes a batch")
	@PutMapping("/{id}")
	BatchDetails change(@PathVariable BatchId id, @Valid @RequestBody BatchRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return batches.change(id, request.batch(), Versions.of(ifMatch));
	}

	@Operation(summary = "Opens a batch, so that coupons are issued from it")
	@PostMapping("/{id}/activate")
	BatchDetails activate(@PathVariable BatchId id) {
		return batches.activate(id);
	}

	@Operation(summary = "Pauses a batch")
	@PostMapping("/{id}/pause")
	BatchDetails pause(@PathVariable BatchId id) {
		return batches.pause(id);
	}

	@Operation(summary = "Ends a batch")
	@PostMapping("/{id}/end")
	BatchDetails end(@PathVariable BatchId id) {
		return batches.end(id);
	}

	@Operation(summary = "The coupons of a batch")
	@GetMapping("/{id}/coupons")
	Slice<CouponSummary> coupons(@PathVariable BatchId id, @RequestParam(required = false) @Nullable CouponState state,
			@RequestParam(required = false) @Nullable String after) {
		return coupons.list(id, state, after);
	}

	/** What is plain and goes well is answered by {@link CouponClaims}, and not here. */
	@Operation(summary = "Issues a coupon to one member")
	@PostMapping("/{id}/coupons")
	@ResponseStatus(HttpStatus.CREATED)
	CouponSummary issue(@PathVariable BatchId id, @Valid @RequestBody CouponClaims.IssueRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key, HttpServletRequest asked) {
		CouponClaims.tellRefusal(asked);
		return claims.claim(id, request, key);
	}

	@Operation(summary = "The issues to many of a batch")
	@GetMapping("/{id}/issues")
	Slice<IssueSummary> issues(@PathVariable BatchId id) {
		return Slice.whole(reading.ofBatch(id));
	}

	@Operation(summary = "Issues a coupon to each member of an audience or list, in the background")
	@PostMapping("/{id}/issues")
	@ResponseStatus(HttpStatus.ACCEPTED)
	CouponIssues.Started issueToMany(@PathVariable BatchId id, @RequestBody IssuesRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, List.of(id, request), CouponIssues.Started.class, () -> start(id, request));
	}

	@Operation(
			summary = "How many of an audience or list may be given a coupon now, before it is issued; nothing is issued by it")
	@PostMapping("/{id}/reach")
	IssueReach.Reach reach(@PathVariable BatchId id, @RequestBody IssuesRequest request) {
		Audience audience = request.audience();
		return (audience != null) ? reach.of(id, audience)
				: reach.of(id, (request.list() != null) ? request.list() : List.of());
	}

	@Operation(summary = "An issue to many, with what became of its rows")
	@GetMapping("/{id}/issues/{issue}")
	IssueSummary issueToMany(@PathVariable BatchId id, @PathVariable UUID issue) {
		return reading.get(issue);
	}

	@Operation(summary = "The rows of an issue to many")
	@GetMapping("/{id}/issues/{issue}/results")
	Slice<IssueResult> results(@PathVariable BatchId id, @PathVariable UUID issue,
			@RequestParam(required = false) @Nullable IssueOutcome outcome,
			@RequestParam(required = false) @Nullable String after) {
		return reading.results(issue, outcome, after, Slice.PAGE);
	}

	@Operation(summary = "Takes back the coupons of an issue that nobody has used")
	@PostMapping("/{id}/issues/{issue}/revoke")
	RevokedResponse revokeUnused(@PathVariable BatchId id, @PathVariable UUID issue,
			@Valid @RequestBody ReasonRequest request) {
		return new RevokedResponse(issues.revokeUnused(issue, request.reason()));
	}

	@Operation(summary = "Lets all unused coupons of a batch that end sooner count to a day, in the background")
	@PostMapping("/{id}/extensions")
	@ResponseStatus(HttpStatus.ACCEPTED)
	ExtendedResponse extend(@PathVariable BatchId id, @Valid @RequestBody ExtensionRequest request) {
		return new ExtendedResponse(extensions.start(id, request.lastDay(), request.reason()));
	}

	private CouponIssues.Started start(BatchId id, IssuesRequest request) {
		Audience audience = request.audience();
		if (audience != null) {
			return issues.issueTo(id, audience, request.campaign());
		}
		return issues.issueToList(id, (request.list() != null) ? request.list() : List.of(), request.campaign());
	}

	/**
	 * A batch: kind AMOUNT with an amount, PERCENT with basis points and a cap, GIFT or
	 * SAMPLE with what the piece may cost at most as its amount, CASHBACK with either and
	 * the days after payment and receipt in which the order may be refunded. With an
	 * eligibility coupons are given only to who is in one of its tiers, one of its groups
	 * and has one of its plans, as far as it names any.
	 */
	record BatchRequest(@NotBlank String name, @Nullable String note, @NotNull CouponKind kind, @Nullable Money amount,
			@Nullable Integer basisPoints, @Nullable Money cap, @Nullable Money threshold, @Nullable LocalDate firstDay,
			@Nullable LocalDate lastDay, @Nullable Integer days, @NotNull Long stock, @Nullable Integer perMember,
			@Nullable Money budget, @Nullable List<ProductId> products, @Nullable Boolean membersOnly,
			@Nullable Boolean stackable, @Nullable Integer graceDays, @Nullable Integer waitDays,
			@Nullable Eligibility eligibility) {

		NewBatch batch() {
			CouponTerms terms = CouponTerms.of(kind, amount, basisPoints, cap, threshold, waitDays);
			return new NewBatch(name, (note != null) ? note : "", terms, new CouponValidity(firstDay, lastDay, days),
					stock, (perMember != null) ? perMember : 1, budget,
					new CouponConditions((products != null) ? products : List.of(), Boolean.TRUE.equals(membersOnly),
							Boolean.TRUE.equals(stackable), (graceDays != null) ? graceDays : 0),
					(eligibility != null) ? eligibility : Eligibility.ALL);
		}
	}

	/** To an audience, or to a list of ids or names. */
	record IssuesRequest(@Nullable Audience audience, @Nullable List<String> list, @Nullable UUID campaign) {
	}

	record ExtensionRequest(@NotNull LocalDate lastDay, @NotBlank String reason) {
	}

	record ExtendedResponse(UUID job) {
	}

	record ReasonRequest(@NotBlank String reason) {
	}

	record RevokedResponse(long revoked) {
	}

}
