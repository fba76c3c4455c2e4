package io.guildhall.member.web;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.member.MemberTags;
import io.guildhall.member.TagColor;
import io.guildhall.member.TagDetails;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/**
 * The tags themselves, for programs; a tag may have any sign, so it stands in the body.
 */
@Tag(name = "Tags")
@RestController
@RequestMapping("/api/v1/tags")
@RequiredArgsConstructor
class TagRestController {

	private final MemberTags tags;

	private final Idempotency idempotency;

	@Operation(summary = "The tags by name, with their colours and how many members have each")
	@GetMapping
	Slice<TagDetails> list(@RequestParam(required = false) @Nullable String after) {
		return tags.list(after);
	}

	@Operation(summary = "Gives a tag another name; the old one means it as well")
	@PostMapping("/rename")
	TagDetails rename(@Valid @RequestBody RenameRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, request, TagDetails.class, () -> tags.rename(request.tag(), request.name()));
	}

	@Operation(summary = "Gives a tag a colour")
	@PostMapping("/recolor")
	TagDetails recolor(@Valid @RequestBody ColorRequest request) {
		return tags.recolor(request.tag(), request.color());
	}

	@Operation(summary = "Makes two tags one")
	@PostMapping("/merge")
	TagDetails merge(@Valid @RequestBody MergeRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, request, TagDetails.class, () -> tags.merge(request.tag(), request.into()));
	}

	@Operation(summary = "Puts a tag on nobody any more; who has it keeps it")
	@PostMapping("/retire")
	TagDetails retire(@Valid @RequestBody TagRequest request) {
		return tags.retire(request.tag());
	}

	@Operation(summary = "Offers a retired tag again")
	@PostMapping("/offer")
	TagDetails offer(@Valid @RequestBody TagRequest request) {
		return tags.offer(request.tag());
	}

	record TagRequest(@NotBlank @Size(max = 40) String tag) {
	}

	record RenameRequest(@NotBlank @Size(max = 40) String tag, @NotBlank @Size(max = 40) String name) {
	}

	record ColorRequest(@NotBlank @Size(max = 40) String tag, @NotNull TagColor color) {
	}

	record MergeRequest(@NotBlank @Size(max = 40) String tag, @NotBlank @Size(max = 40) String into) {
	}

}
