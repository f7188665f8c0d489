"""A small Redfish tree in the shape of DMTF's schemas, written for these tests: a rack, a tray, supplies, a distribution unit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Resource = dict[str, Any]

ROOT = "/redfish/v1"


def link(p: str) -> Resource:
    """A link to a resource."""
    return {"@odata.id": ROOT + p}


def coll(p: str, *names: str) -> Resource:
    """A collection of members below it."""
    return {
        "@odata.type": "#XCollection.XCollection",
        "Members@odata.count": len(names),
        "Members": [link(f"{p}/{name}") for name in names],
    }


BASE: dict[str, Resource] = {
    "": {
        "@odata.type": "#ServiceRoot.v1_15_0.ServiceRoot",
        "Id": "RootService",
        "Chassis": link("/Chassis"),
        "Systems": link("/Systems"),
        "Managers": link("/Managers"),
        "ThermalEquipment": link("/ThermalEquipment"),
    },
    "/Chassis": coll("/Chassis", "Rack1", "Tray1"),
    "/Chassis/Rack1": {
        "@odata.type": "#Chassis.v1_25_0.Chassis",
        "Id": "Rack1",
        "ChassisType": "Rack",
        "Manufacturer": "example-racks",
        "Model": "R-48",
        "HeightMm": 2286,
        "WidthMm": 600,
        "DepthMm": 1098,
    },
    "/Chassis/Tray1": {
        "@odata.type": "#Chassis.v1_25_0.Chassis",
        "Id": "Tray1",
        "ChassisType": "Sled",
        "Manufacturer": "example-servers",
        "Model": "XT-8",
        "HeightMm": 190.5,
        "MaxPowerWatts": 7200,
        "WeightKg": 61.25,
        "Links": {"ComputerSystems": [link("/Systems/1")]},
        "PowerSubsystem": link("/Chassis/Tray1/PowerSubsystem"),
        "Sensors": link("/Chassis/Tray1/Sensors"),
        "ThermalSubsystem": link("/Chassis/Tray1/ThermalSubsystem"),
    },
    "/Chassis/Tray1/ThermalSubsystem": {
        "@odata.type": "#ThermalSubsystem.v1_3_0.ThermalSubsystem",
        "LeakDetection": link("/Chassis/Tray1/ThermalSubsystem/LeakDetection"),
    },
    "/Chassis/Tray1/ThermalSubsystem/LeakDetection": {
        "@odata.type": "#LeakDetection.v1_1_0.LeakDetection",
        "LeakDetectors": link("/Chassis/Tray1/ThermalSubsystem/LeakDetection/LeakDetectors"),
    },
    "/Chassis/Tray1/ThermalSubsystem/LeakDetection/LeakDetectors": coll(
        "/Chassis/Tray1/ThermalSubsystem/LeakDetection/LeakDetectors", "Float"
    ),
    "/Chassis/Tray1/ThermalSubsystem/LeakDetection/LeakDetectors/Float": {
        "@odata.type": "#LeakDetector.v1_1_0.LeakDetector",
        "Id": "Float",
        "LeakDetectorType": "FloatSwitch",
        "DetectorState": "OK",
    },
    "/Chassis/Tray1/PowerSubsystem": {
        "@odata.type": "#PowerSubsystem.v1_1_0.PowerSubsystem",
        "PowerSupplies": link("/Chassis/Tray1/PowerSubsystem/PowerSupplies"),
        "PowerSupplyRedundancy": [
            {
                "RedundancyType": "NPlusM",
                "MinNeededInGroup": 1,
                "MaxSupportedInGroup": 2,
                "RedundancyGroup": [
                    link("/Chassis/Tray1/PowerSubsystem/PowerSupplies/Bay1"),
                    link("/Chassis/Tray1/PowerSubsystem/PowerSupplies/Bay2"),
                ],
            }
        ],
    },
    "/Chassis/Tray1/PowerSubsystem/PowerSupplies": coll("/Chassis/Tray1/PowerSubsystem/PowerSupplies", "Bay1", "Bay2"),
    "/Chassis/Tray1/Sensors": coll("/Chassis/Tray1/Sensors", "Inlet"),
    "/Chassis/Tray1/Sensors/Inlet": {
        "@odata.type": "#Sensor.v1_9_0.Sensor",
        "Id": "Inlet",
        "ReadingUnits": "Cel",
        "Reading": 24.5,
        "ReadingRangeMin": -10,
        "ReadingRangeMax": 85,
        "SensingInterval": "PT0.5S",
        "Thresholds": {"UpperCritical": {"Reading": 45}},
    },
    "/Systems": coll("/Systems", "1"),
    "/Systems/1": {
        "@odata.type": "#ComputerSystem.v1_22_0.ComputerSystem",
        "Id": "1",
        "Processors": link("/Systems/1/Processors"),
    },
    "/Systems/1/Processors": coll("/Systems/1/Processors", "CPU", "GPU1", "GPU2"),
    "/Systems/1/Processors/CPU": {
        "@odata.type": "#Processor.v1_20_0.Processor",
        "ProcessorType": "CPU",
        "Model": "host",
    },
    "/Managers": coll("/Managers", "BMC"),
    "/Managers/BMC": {
        "@odata.type": "#Manager.v1_19_0.Manager",
        "Id": "BMC",
        "Manufacturer": "example-servers",
        "Model": "B-1",
        "FirmwareVersion": "1.2.3",
        "NetworkProtocol": link("/Managers/BMC/NetworkProtocol"),
        "LogServices": link("/Managers/BMC/LogServices"),
    },
    "/Managers/BMC/NetworkProtocol": {
        "@odata.type": "#ManagerNetworkProtocol.v1_10_0.ManagerNetworkProtocol",
        "IPMI": {"ProtocolEnabled": False},
    },
    "/ThermalEquipment": {
        "@odata.type": "#ThermalEquipment.v1_1_0.ThermalEquipment",
        "CDUs": link("/ThermalEquipment/CDUs"),
    },
    "/ThermalEquipment/CDUs": coll("/ThermalEquipment/CDUs", "1"),
    "/ThermalEquipment/CDUs/1": {
        "@odata.type": "#CoolingUnit.v1_1_0.CoolingUnit",
        "Id": "1",
        "EquipmentType": "CDU",
        "Manufacturer": "example-cooling",
        "Model": "CDU-1000",
        "Version": "B",
        "CoolingCapacityWatts": 1000000,
        "Coolant": {"CoolantType": "Water", "AdditiveName": "Propylene glycol", "AdditivePercent": 25},
        "PumpRedundancy": [{"RedundancyType": "NPlusM", "MinNeededInGroup": 1, "MaxSupportedInGroup": 2}],
        "Pumps": link("/ThermalEquipment/CDUs/1/Pumps"),
        "Reservoirs": link("/ThermalEquipment/CDUs/1/Reservoirs"),
        "SecondaryCoolantConnectors": link("/ThermalEquipment/CDUs/1/SecondaryCoolantConnectors"),
        "LeakDetection": link("/ThermalEquipment/CDUs/1/LeakDetection"),
    },
    "/ThermalEquipment/CDUs/1/Pumps": coll("/ThermalEquipment/CDUs/1/Pumps", "1", "2"),
    "/ThermalEquipment/CDUs/1/Reservoirs": coll("/ThermalEquipment/CDUs/1/Reservoirs", "1"),
    "/ThermalEquipment/CDUs/1/Reservoirs/1": {
        "@odata.type": "#Reservoir.v1_1_0.Reservoir",
        "Id": "1",
        "CapacityLiters": 32.5,
    },
    "/ThermalEquipment/CDUs/1/SecondaryCoolantConnectors": coll(
        "/ThermalEquipment/CDUs/1/SecondaryCoolantConnectors", "1"
    ),
    "/ThermalEquipment/CDUs/1/SecondaryCoolantConnectors/1": {
        "@odata.type": "#CoolantConnector.v1_1_0.CoolantConnector",
        "Id": "1",
        "RatedPressurekPa": 690,
        "SupplyTemperatureCelsius": {"Reading": 40.1},
        "ReturnTemperatureCelsius": {"Reading": 50.0},
        "FlowLitersPerMinute": {"Reading": 1480},
        "HeatRemovedkW": {"Reading": 965},
    },
    "/ThermalEquipment/CDUs/1/LeakDetection": {
        "@odata.type": "#LeakDetection.v1_1_0.LeakDetection",
        "LeakDetectors": link("/ThermalEquipment/CDUs/1/LeakDetection/LeakDetectors"),
    },
    "/ThermalEquipment/CDUs/1/LeakDetection/LeakDetectors": coll(
        "/ThermalEquipment/CDUs/1/LeakDetection/LeakDetectors", "Rope"
    ),
    "/ThermalEquipment/CDUs/1/LeakDetection/LeakDetectors/Rope": {
        "@odata.type": "#LeakDetector.v1_1_0.LeakDetector",
        "Id": "Rope",
        "LeakDetectorType": "Moisture",
    },
}


def tree() -> dict[str, Resource]:
    """All resources by their path below the service root."""
    found = json.loads(json.dumps(BASE))
    for b in "12":
        found.update(_pair(b))
    return {path: {"@odata.id": ROOT + path, **resource} for path, resource in found.items()}


def _pair(b: str) -> dict[str, Resource]:
    """What there are two of."""
    bay = f"/Chassis/Tray1/PowerSubsystem/PowerSupplies/Bay{b}"
    return {
        f"{bay}": {
            "@odata.type": "#PowerSupply.v1_6_0.PowerSupply",
            "Id": f"Bay{b}",
            "Manufacturer": "example-power",
            "Model": "P-4",
            "PowerSupplyType": "AC",
            "PhaseWiringType": "OnePhase3Wire",
            "PowerCapacityWatts": 4000,
            "OutputRails": [{"NominalVoltage": 48}],
            "EfficiencyRatings": [{"LoadPercent": 50, "EfficiencyPercent": 96.5}],
            "Metrics": link(f"{bay}/Metrics"),
        },
        f"{bay}/Metrics": {
            "@odata.type": "#PowerSupplyMetrics.v1_1_0.PowerSupplyMetrics",
            "InputPowerWatts": {"Reading": 1500.5},
            "OutputPowerWatts": {"Reading": 1440},
        },
        f"/Systems/1/Processors/GPU{b}": {
            "@odata.type": "#Processor.v1_20_0.Processor",
            "ProcessorType": "GPU",
            "Manufacturer": "example-silicon",
            "Model": "XA-700",
            "MaxTDPWatts": 700,
            "MemorySummary": {"TotalMemorySizeMiB": 81920},
        },
        f"/ThermalEquipment/CDUs/1/Pumps/{b}": {
            "@odata.type": "#Pump.v1_2_0.Pump",
            "Id": b,
            "PumpType": "Liquid",
            "PumpSpeedPercent": {"Reading": 72},
        },
    }


def write(folder: Path, resources: dict[str, Resource]) -> Path:
    """The tree as a mock-up: one folder and one ``index.json`` for each resource."""
    for path, resource in resources.items():
        file = folder.joinpath("redfish", "v1", *path.split("/")[1:], "index.json")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(resource), encoding="utf-8")
    return folder
