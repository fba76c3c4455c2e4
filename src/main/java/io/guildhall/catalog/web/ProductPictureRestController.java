package io.guildhall.catalog.web;

import java.util.List;
import java.util.UUID;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductPicture;
import io.guildhall.catalog.ProductPictures;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

/** The pictures of products, for programs. */
@Tag(name = "Products")
@RestController
@RequestMapping("/api/v1/products/{id}/pictures")
@RequiredArgsConstructor
class ProductPictureRestController {

	private final ProductPictures pictures;

	@Operation(summary = "The pictures of a product")
	@GetMapping
	Slice<ProductPicture> list(@PathVariable ProductId id) {
		return Slice.whole(pictures.of(id));
	}

	@Operation(summary = "Adds pictures in PNG or JPEG as `files`, all of them or none; five at most")
	@PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	@ResponseStatus(HttpStatus.CREATED)
	Slice<ProductPicture> add(@PathVariable ProductId id, @RequestParam List<MultipartFile> files) {
		pictures.add(id, ProductPictureFiles.read(files));
		return list(id);
	}

	@Operation(summary = "A picture, as JPEG; small as lists show it")
	@GetMapping("/{picture}")
	ResponseEntity<byte[]> get(@PathVariable ProductId id, @PathVariable UUID picture,
			@RequestParam(defaultValue = "false") boolean small) {
		return ProductPictureFiles.answer(pictures.jpeg(id, picture, small));
	}

	@Operation(summary = "Takes a picture away")
	@DeleteMapping("/{picture}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@PathVariable ProductId id, @PathVariable UUID picture) {
		pictures.remove(id, picture);
	}

}
