"""Makes *.onnx and *.json: step models as torch.onnx.export writes them, and what PyTorch says they give.

Made with PyTorch 1.13.1 (python3-torch of Debian 12): python3 torch_step.py. The test adds the metadata.
"""
import json
import torch
from torch import nn

F, H, N = 12, 8, 3


class Lstm(nn.Module):
    """nn.LSTM over a sequence of one posting; the state is h and c side by side."""

    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.linspace(-1, 1, F))
        self.register_buffer("scale", torch.linspace(0.5, 2, F))
        self.lstm = nn.LSTM(F, H)
        self.head = nn.Linear(H, 1)

    def forward(self, x, state):
        x = torch.clamp((x - self.mean) / self.scale, -5, 5)
        h, c = torch.split(state, H, dim=1)
        out, (h, c) = self.lstm(x.unsqueeze(0), (h.unsqueeze(0).contiguous(), c.unsqueeze(0).contiguous()))
        y = torch.sigmoid(self.head(out.squeeze(0)))
        return y, torch.cat([h.squeeze(0), c.squeeze(0)], dim=1)


class Cell(nn.Module):
    """nn.LSTMCell, the state cut by slices, the logit as a matrix product."""

    def __init__(self):
        super().__init__()
        self.cell = nn.LSTMCell(F, H)
        self.hidden = nn.Linear(H, 6)
        self.norm = nn.LayerNorm(6)
        self.weight = nn.Parameter(torch.randn(6, 1))

    def forward(self, x, state):
        h, c = self.cell(x / 3.0, (state[:, :H], state[:, H:]))
        y = torch.sigmoid(torch.matmul(self.norm(torch.relu(self.hidden(h))), self.weight))
        return y, torch.cat([h, c], dim=1)


class Gru(nn.Module):
    """Two layers of nn.GRU, batch first; sizes are asked of the input, as much code does."""

    def __init__(self):
        super().__init__()
        self.bias = nn.Parameter(torch.randn(1, F))
        self.gru = nn.GRU(F, H, num_layers=2, batch_first=True)
        self.head = nn.Sequential(nn.Linear(H, 4), nn.GELU(), nn.Linear(4, 1))

    def forward(self, x, state):
        n = x.size(0)
        h = state.view(n, 2, H).transpose(0, 1).contiguous()
        x = x + torch.zeros(n, F) + self.bias.expand(n, F)
        out, h = self.gru(x.unsqueeze(1), h)
        y = torch.sigmoid(self.head(out[:, -1, :]))
        return y, h.transpose(0, 1).reshape(n, 2 * H)


def sequences(model, state_size):
    """Rows of N accounts over four steps, and what the model says."""
    steps, state = [], torch.zeros(N, state_size)
    for _ in range(4):
        x = 2 * torch.randn(N, F)
        with torch.no_grad():
            y, state = model(x, state)
        steps.append({"x": x.tolist(), "y": y.squeeze(1).tolist(), "state": state.tolist()})
    return steps


for name, model in (("lstm", Lstm()), ("cell", Cell()), ("gru", Gru())):
    torch.manual_seed(7)
    for parameter in model.parameters():
        nn.init.normal_(parameter, std=0.5)
    model.eval()
    torch.onnx.export(
        model,
        (torch.zeros(2, F), torch.zeros(2, 2 * H)),
        f"{name}.onnx",
        input_names=["x", "state"],
        output_names=["y", "state_out"],
        # Each its own name, as when nobody thinks of it.
        dynamic_axes={"x": {0: "batch"}, "state": {0: "accounts"}, "y": {0: "batch"}, "state_out": [0]},
        opset_version=17,
    )
    with open(f"{name}.json", "w") as file:
        json.dump(sequences(model, 2 * H), file)
        file.write("\n")
