package io.guildhall.storefront.web;

import java.time.Duration;
import java.util.UUID;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import io.guildhall.catalog.ProductId;
import io.guildhall.link.LinkRefused;
import io.guildhall.shared.DomainException;
import io.guildhall.staff.StaffRefused;
import io.guildhall.storefront.ShopDoor;
import jakarta.servlet.http.HttpServletRequest;
import lombok.RequiredArgsConstructor;

/**
 * The pictures on order pages. Their addresses hold the code of the page and no member's
 * token, so that they may be kept.
 */
@Controller
@RequiredArgsConstructor
class ShopPictureController {

	private static final Duration KEPT = Duration.ofDays(1);

	private final ShopDoor door;

	@GetMapping("/p/i/{code}/{product}/{picture}")
	ResponseEntity<byte[]> picture(@PathVariable String code, @PathVariable ProductId product,
			@PathVariable UUID picture, @RequestParam(defaultValue = "false") boolean small,
			HttpServletRequest request) {
		return ResponseEntity.ok()
			.contentType(MediaType.IMAGE_JPEG)
			.cacheControl(CacheControl.maxAge(KEPT).cachePrivate())
			.header("Content-Disposition", "inline")
			.body(door.picture(code, product, picture, small, request.getRemoteAddr()));
	}

	@ExceptionHandler({ LinkRefused.class, StaffRefused.class })
	ResponseEntity<Void> refused(DomainException refusal) {
		return ResponseEntity.status((refusal.getKind() == DomainException.Kind.TOO_MANY) ? 429 : 404).build();
	}

}
