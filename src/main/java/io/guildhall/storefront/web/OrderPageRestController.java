package io.guildhall.storefront.web;

import java.time.Instant;
import java.util.List;

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

import io.guildhall.catalog.ProductId;
import io.guildhall.community.GroupId;
import io.guildhall.link.LinkKind;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.onboarding.ChannelLinks;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Download;
import io.guildhall.storefront.NewOrderPage;
import io.guildhall.storefront.OrderPage;
import io.guildhall.storefront.OrderPageId;
import io.guildhall.storefront.OrderPages;
import io.guildhall.storefront.PageOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** Public pages on which members order, for programs. */
@Tag(name = "Order pages")
@RestController
@RequestMapping("/api/v1/order-pages")
@RequiredArgsConstructor
class OrderPageRestController {

	private final OrderPages pages;

	private final ChannelLinks addresses;

	private final Idempotency idempotency;

	@Operation(summary = "The order pages, the latest first")
	@GetMapping
	Slice<PageResponse> list(@RequestParam(required = false) @Nullable String after) {
		return pages.list(after).map(this::response);
	}

	@Operation(summary = "Makes an order page: with personal links, or one for the members of a group")
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	PageResponse create(@Valid @RequestBody PageRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, request, PageResponse.class, () -> response(
				pages.create(new NewOrderPage(request.kind(), request.group(), request.title(), request.products()))));
	}

	@Operation(summary = "An order page, with how many orders came by it")
	@GetMapping("/{id}")
	PageResponse get(@PathVariable OrderPageId id) {
		return response(pages.get(id));
	}

	@Operation(summary = "Closes an order page for good")
	@PostMapping("/{id}/close")
	PageResponse close(@PathVariable OrderPageId id) {
		return response(pages.close(id));
	}

	@Operation(summary = "The address of an order page that is a member's own")
	@GetMapping("/{id}/members/{member}")
	AddressResponse address(@PathVariable OrderPageId id, @PathVariable MemberId member) {
		return new AddressResponse(to(ShopController.PERSONAL + pages.token(id, member)));
	}

	@Operation(summary = "The addresses of an order page that are members' own, as CSV",
			description = "A row for each member whom the filter means, with `member_id`, `name`, `contact`, `do_not_contact` and `link`; everybody where it says nothing.")
	@PostMapping("/{id}/links")
	void links(@PathVariable OrderPageId id, @RequestBody MemberFilter filter, HttpServletResponse response) {
		pages.sheet(id, filter, token -> to(ShopController.PERSONAL + token),
				new Download(response, "text/csv;charset=UTF-8", "links.csv"));
	}

	@Operation(summary = "The orders that came by an order page, the latest first")
	@GetMapping("/{id}/orders")
	Slice<PageOrder> orders(@PathVariable OrderPageId id, @RequestParam(required = false) @Nullable String after) {
		return pages.orders(id, after);
	}

	private PageResponse response(OrderPage page) {
		String url = (page.kind() == LinkKind.GROUP) ? to(ShopController.GROUP + page.code()) : null;
		return new PageResponse(page.id(), page.kind(), page.title(), page.group(), page.products(), url,
				page.createdAt(), page.closedAt(), page.orders(), page.refused());
	}

	private String to(String path) {
		return addresses.to(path, ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
	}

	record PageRequest(@NotNull LinkKind kind, @Nullable GroupId group, @Nullable String title,
			@NotEmpty List<@NotNull ProductId> products) {
	}

	/**
	 * A page; that of a group with its address, that of a person is asked for by member.
	 */
	record PageResponse(OrderPageId id, LinkKind kind, String title, @Nullable GroupId group, List<ProductId> products,
			@Nullable String url, Instant createdAt, @Nullable Instant closedAt, long orders, long refused) {
	}

	record AddressResponse(String url) {
	}

}
