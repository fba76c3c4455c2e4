package io.guildhall.member.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import io.guildhall.link.PublicSite;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberPages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

/** The pages of members' own, for programs. */
@Tag(name = "Members")
@RestController
@RequestMapping("/api/v1/members/{id}/own-page")
@RequiredArgsConstructor
class OwnPageRestController {

	private final MemberPages pages;

	private final PublicSite site;

	@Operation(summary = "The link of the member's own page; makes the page if there is none")
	@PostMapping
	OwnPageResponse make(@PathVariable MemberId id) {
		return new OwnPageResponse(
				site.to(pages.make(id), ServletUriComponentsBuilder.fromCurrentContextPath().toUriString()));
	}

	@Operation(summary = "Closes the member's own page: its link leads nowhere any more")
	@DeleteMapping
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void close(@PathVariable MemberId id) {
		pages.close(id);
	}

	record OwnPageResponse(String link) {
	}

}
