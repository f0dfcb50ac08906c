package dev.switchboard.status.session;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A code as a picture that a page shows as it is and a phone scans. */
final class QrImage {

    private static final int PIXELS = 300;
    private static final String SCHEME = "data:";

    private QrImage() {}

    /** Some gateways tell the picture instead of its text. Missing where no picture holds the text. */
    static @Nullable String dataUri(String text) {
        if (text.startsWith(SCHEME)) {
            return text;
        }
        if (text.isEmpty()) {
            return null;
        }
        try {
            var squares = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, PIXELS, PIXELS);
            return SCHEME + "image/png;base64," + Base64.getEncoder().encodeToString(png(squares));
        } catch (WriterException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] png(BitMatrix squares) throws IOException {
        var image = new BufferedImage(squares.getWidth(), squares.getHeight(), BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < squares.getHeight(); y++) {
            for (int x = 0; x < squares.getWidth(); x++) {
                image.setRGB(x, y, squares.get(x, y) ? 0x000000 : 0xffffff);
            }
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
