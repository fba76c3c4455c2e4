package io.guildhall.claim.web;

import java.time.Instant;

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
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import io.guildhall.claim.ClaimLink;
import io.guildhall.claim.ClaimLinkId;
import io.guildhall.claim.ClaimLinks;
import io.guildhall.claim.NewClaimLink;
import io.guildhall.community.GroupId;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.link.LinkKind;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.onboarding.ChannelLinks;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Download;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** Links by which members take coupons, for programs. */
@Tag(name = "Claim links")
@RestController
@RequestMapping("/api/v1/claim-links")
@RequiredArgsConstructor
class ClaimLinkRestController {

	private final ClaimLinks links;

	private final ChannelLinks addresses;

	private final Idempotency idempotency;

	@Operation(summary = "The links of a batch of coupons, the latest first")
	@GetMapping
	Slice<LinkResponse> of(@RequestParam BatchId batch) {
		return Slice.whole(links.of(batch).stream().map(this::response).toList());
	}

	@Operation(summary = "Makes a link: a personal one, or one for the members of a group")
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	LinkResponse create(@Valid @RequestBody LinkRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, request, LinkResponse.class, () -> response(
				links.create(new NewClaimLink(request.batch(), request.kind(), request.group(), request.title()))));
	}

	@Operation(summary = "A link, with how many took a coupon by it")
	@GetMapping("/{id}")
	LinkResponse get(@PathVariable ClaimLinkId id) {
		return response(links.get(id));
	}

	@Operation(summary = "Closes a link for good")
	@PostMapping("/{id}/close")
	LinkResponse close(@PathVariable ClaimLinkId id) {
		return response(links.close(id));
	}

	@Operation(summary = "The address of a personal link that is a member's own")
	@GetMapping("/{id}/members/{member}")
	AddressResponse address(@PathVariable ClaimLinkId id, @PathVariable MemberId member) {
		return new AddressResponse(to(TakeController.PERSONAL + links.token(id, member)));
	}

	@Operation(summary = "The addresses of a personal link that are members' own, as CSV",
			description = "A row for each member whom the filter means, with `member_id`, `name`, `contact`, `do_not_contact` and `link`; everybody where it says nothing.")
	@PostMapping("/{id}/links")
	void links(@PathVariable ClaimLinkId id, @RequestBody MemberFilter filter, HttpServletResponse response) {
		links.sheet(id, filter, token -> to(TakeController.PERSONAL + token),
				new Download(response, "text/csv;charset=UTF-8", "links.csv"));
	}

	@Operation(summary = "The coupons that were taken by a link, the latest first")
	@GetMapping("/{id}/coupons")
	Slice<CouponSummary> claims(@PathVariable ClaimLinkId id, @RequestParam(required = false) @Nullable String after) {
		return links.claims(id, after);
	}

	private LinkResponse response(ClaimLink link) {
		String url = (link.kind() == LinkKind.GROUP) ? to(TakeController.GROUP + link.code()) : null;
		return new LinkResponse(link.id(), link.batch(), link.kind(), link.title(), link.group(), url, link.createdAt(),
				link.closedAt(), link.claims(), link.refused());
	}

	private String to(String path) {
		return addresses.to(path, ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
	}

	record LinkRequest(@NotNull BatchId batch, @NotNull LinkKind kind, @Nullable GroupId group,
			@Nullable String title) {
	}

	/**
	 * A link; that of a group with its address, that of a person is asked for by member.
	 */
	record LinkResponse(ClaimLinkId id, BatchId batch, LinkKind kind, String title, @Nullable GroupId group,
			@Nullable String url, Instant createdAt, @Nullable Instant closedAt, long claims, long refused) {
	}

	record AddressResponse(String url) {
	}

}
